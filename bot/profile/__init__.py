"""The business profile (企业画像): what a reader's business is and needs, and which financing and subsidies suit it.

Pure rules. `line` reads what people write, `offers` what an article offers and to whom, `fitting` holds one against
the other and says why in the article's own words. What neither of them says is named as missing, never guessed.
"""
