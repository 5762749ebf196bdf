### The places: what each is for, and the rooms in it.

opening-words = What you share is still opening.
opening-private = Open Private

repair-lead = What happened, what it did, and owning it. In your own time, in your own words.

together-lead = Small things, done again and again. Each of these can wait.
check-ins-title = Check-ins
check-ins-about = A few questions, answered sealed and opened together
promises-title = Promises
promises-about = One small thing that one of you will do

story-lead = What you two have said and done, in the order in which it came.
