### The language mirror: what is there already, and questions that nobody has to answer.

mirror-label = Looking at your words
mirror-there = Already there:
mirror-first-person = You speak for yourself.
mirror-past-act = You say what you did.
mirror-effect = You say what it did to them.
mirror-future-act = You say what you will do.
mirror-leave = Leave my words

mirror-blame-shift = “{ $words }”: does this make them the cause of what you did? How would it read if it stayed yours?
mirror-pressure = “{ $words }”: might this hurry them? How would it read without that?
mirror-listener = “{ $words }”: might this say that what they feel is wrong? What do you hear underneath it?
mirror-conditional = “{ $words }”: does this leave open whether it hurt? How would it read if you knew that it did?
mirror-counter-but = “{ $words }”: does the second half take back the first? Could it stand on its own?
mirror-agentless = “{ $words }”: who did it? How would it read with “I”?
mirror-minimiser = “{ $words }”: does this make it smaller? How big was it for them?
