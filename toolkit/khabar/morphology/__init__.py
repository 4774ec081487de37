"""Words and their analyses: the only room that knows camel-tools. Opened when it is first used."""
