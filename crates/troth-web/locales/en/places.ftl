### The places: what each is for, and the rooms in it.

opening-words = What you share is still opening.
opening-private = Open Private

repair-lead = What happened, how it affects you, and taking responsibility. In your own time and words.

together-lead = Small things, done again and again. Each of these can wait.
check-ins-title = Check-ins
check-ins-about = A few questions each. Your answers open together.
promises-title = Promises
promises-about = One small thing that one of you will do

story-lead = What each of you said and did, in order.
