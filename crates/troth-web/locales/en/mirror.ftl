### The language mirror: what is there already, and questions that nobody has to answer.

mirror-label = Looking at your words
mirror-there = Already there:
mirror-first-person = You speak for yourself.
mirror-past-act = You say what you did.
mirror-effect = You say what it did to them.
mirror-future-act = You say what you will do.
mirror-leave = Leave it as it is

mirror-blame-shift = “{ $words }”: does this make them the cause of what you did? What would it be if it stayed yours?
mirror-pressure = “{ $words }”: might this hurry them? What would it be without that?
mirror-listener = “{ $words }”: might this say that what they feel is wrong? What do you hear underneath it?
mirror-conditional = “{ $words }”: does this leave open whether it hurt? What would it be if you knew that it did?
mirror-counter-but = “{ $words }”: does the second half take back the first? Could it stand on its own?
mirror-agentless = “{ $words }”: who did it? What would it be with “I”?
mirror-minimiser = “{ $words }”: does this make it smaller? How big was it for them?
