"""Colours of the figures: Okabe and Ito's (2008), told apart by the colour-blind; a hatch, a marker or a label
always says the same as the colour."""

PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
HATCHES = ("", "//", "..", "xx", "--", "\\\\", "++", "oo")
# Of a speaker, by the number under which she is first heard: as in the reader (widgets/colours.css).
SPEAKERS = tuple(PALETTE[number] for number in (0, 5, 2, 3, 1, 4, 7, 7))
