"""What the Vietnamese original left behind on a translated page.

Kinds of leak: source (a line naming the article's address), label (the newspaper's name twice and a
date), site (the portal's own line), caption (a photo caption formula), passage (text left in
Vietnamese), prefix (an agency's mark before the first sentence),
mention (a newspaper named in a sentence, as it is or translated), link (the address of another article in the text).
"""
