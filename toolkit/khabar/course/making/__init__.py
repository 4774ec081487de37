"""What a text can be asked: each module looks at one side of it and yields the questions that it bears."""
