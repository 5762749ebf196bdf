### The story, the vessel, and where the two are going.

story-title = The story
story-alone-title = The story needs two
story-alone-words = What each of you says and does will stand here, in order. Your private pages never do.
story-search = Look for words
story-strand = Which part
story-all = Everything
story-older = Show older
remark-after-the-end = Arrived after this link had ended, perhaps written without knowing that.
remark-arrived = Dated as above, arrived { $date }.
remark-dated-back = Dated earlier than what the same device had written before.
remark-copy = Written by a copy of the device, or in its name.
remark-unproven = Came late from a device that had been removed. Who wrote it can’t be proven.
apart-title = What changes nothing
apart-words = Some of what arrived is saved, and changes nothing here. Nobody has to mean harm: two devices that write at once are enough.
apart-after-an-end = It came after a link or a device had ended.
apart-settled = It answered what was answered already, or what is no longer there.
apart-limit = It came before its time, or beyond a limit.
apart-not-theirs = It spoke for someone else, or came from a device that is not known here.
story-nothing = Nothing here yet.

strand-space = Being here
strand-promises = Promises
strand-check-ins = Check-ins
strand-boundaries = Boundaries and agreements
strand-horizon = Where you are going

story-name-changed = { $by ->
    [me] You go by another name now.
   *[other] { $name } goes by another name now. You see the name that you set.
}
story-joined = { $by ->
    [me] You came here.
   *[other] { $name } came here.
}
story-check-ins-agreed = { $by ->
    [me] You agreed to a plan for check-ins.
   *[other] { $name } agreed to your plan for check-ins.
}
story-check-ins-ended = { $by ->
    [me] You ended the plan for check-ins.
   *[other] { $name } ended the plan for check-ins.
}
story-ideas-shown = Six ideas are there for both of you.
story-idea-liked = There is an idea that you would both like.
story-round-opened = A check-in opened for both of you.
story-promise-offered = { $by ->
    [me] You offered a promise.
   *[other] { $name } offered a promise.
}
story-promise-accepted = { $by ->
    [me] You accepted a promise.
   *[other] { $name } accepted a promise.
}
story-promise-countered = { $by ->
    [me] You suggested another way.
   *[other] { $name } suggested another way.
}
story-promise-declined = { $by ->
    [me] You declined a promise.
   *[other] { $name } declined a promise.
}
story-promise-withdrawn = { $by ->
    [me] You took an offer back.
   *[other] { $name } took an offer back.
}
story-promise-released = A promise was let off.
story-promise-kept = { $by ->
    [me] You kept a promise.
   *[other] { $name } kept a promise.
}
story-promise-partly = { $by ->
    [me] You kept part of a promise.
   *[other] { $name } kept part of a promise.
}
story-promise-missed = { $by ->
    [me] You missed a promise, and said so.
   *[other] { $name } missed a promise, and said so.
}
story-promise-rearranged = { $by ->
    [me] You suggested another time for a promise.
   *[other] { $name } suggested another time for a promise.
}
story-promise-time-accepted = The other time was accepted.
story-promise-time-declined = The other time did not fit.
story-promise-differently = { $by ->
    [me] You saw it differently.
   *[other] { $name } saw it differently.
}
story-boundary-set = { $by ->
    [me] You set a boundary.
   *[other] { $name } set a boundary.
}
story-boundary-changed = { $by ->
    [me] You changed the wording of a boundary.
   *[other] { $name } changed the wording of a boundary.
}
story-boundary-lifted = { $by ->
    [me] You lifted a boundary.
   *[other] { $name } lifted a boundary.
}
story-boundary-heeded = { $by ->
    [me] You said you will respect a boundary.
   *[other] { $name } said they will respect a boundary.
}
story-goal-set = { $by ->
    [me] You set a goal.
   *[other] { $name } set a goal.
}
story-goal-changed = { $by ->
    [me] You changed the wording of a goal.
   *[other] { $name } changed the wording of a goal.
}
story-goal-shared = { $by ->
    [me] “Mine too,” you said of a goal.
   *[other] “Mine too,” { $name } said of a goal.
}
story-goal-reached = { $by ->
    [me] You said you both reached a goal.
   *[other] { $name } said you both reached a goal.
}
story-goal-ended = { $by ->
    [me] You let a goal go.
   *[other] { $name } let a goal go.
}
story-milestone-added = { $by ->
    [me] You added a step on the way.
   *[other] { $name } added a step on the way.
}
story-milestone-reached = { $by ->
    [me] You said a step on the way is done.
   *[other] { $name } said a step on the way is done.
}
story-growth = { $by ->
    [me] You saw something grow.
   *[other] { $name } saw something grow.
}
story-victory = { $by ->
    [me] You wrote down a small victory.
   *[other] { $name } wrote down a small victory.
}
story-victory-celebrated = { $by ->
    [me] You were glad of it too.
   *[other] { $name } was glad of it too.
}
story-letter = { $by ->
    [me] You wrote a letter.
   *[other] { $name } wrote a letter.
}

vessel-title = The bowl
vessel-open-large = The bowl, larger
vessel-words = A bowl that was broken and is being mended with gold.
vessel-whole = Gold from end to end: { $seams }.
vessel-filling = Gold is growing in: { $seams }.
vessel-open = Still open: { $seams }.
vessel-cracks = Fine new cracks show hard days. They took no gold away.
vessel-meaning = Each seam is one part of what you do here. It fills as you both do it, however slowly. A hard day leaves a fine crack and takes no gold away.
vessel-note = It counts nothing and compares nobody. A bowl with open seams is a bowl in good hands.

goals-title = Where we are going
goals-about = Goals, and the steps on the way
goals-alone-words = What you would like to come to, on your own.
goals-lead = Where you would like to get to, alone or together.
goals-empty-title = No goals yet
goals-empty-words = A goal can be small. “A Sunday without going over it again.”
goals-over = Reached, or let go
goal-add = Set a goal
goal-page-title = A goal
goal-new-title = A new goal
goal-lead = Something to move towards. It can change on the way.
goal-title = The goal
goal-title-hint = In one line
goal-why = Why it matters to you
goal-why-hint = If you like
goal-review = Look at it again on
goal-review-hint = Leave it empty for no date
goal-set = Set the goal
goal-keep = Save changes
goal-change = Change the wording
goal-end = Let this goal go
goal-end-ask = Let this goal go?
goal-end-words = It stays in the story as one that you let go.
goal-end-yes = Yes, let the goal go
goal-gone = This goal is no longer here.
goal-reached = Reached
goal-let-go = Let go
goal-of-both = A goal of both of you
goal-yours = Your goal
goal-theirs = { $partner }’s goal
goal-look-again = To look at again on { $day }
goal-mine-too = This is my goal too
goal-we-are-there = We have reached it
goal-steps = Steps on the way
goal-step = A step on the way
goal-step-hint = Small enough for one week
goal-step-add = Add the step
goal-step-press = Press when it is done
goal-step-done = Done on { $day }

victories-title = Small victories
victories-about = What went well, and what has grown
victories-lead = Small things that went well are easily forgotten. Write one down.
victories-empty = Nothing written down yet. There is no hurry.
victories-so-far = So far
victory-label = What went well
victory-hint = “We stopped before it got loud.”
victory-add = Save as a small victory
victory-of-both = Glad of it together
victory-glad = I am glad of it too
growth-title = Something has grown
growth-label = What has grown
growth-hint = In either of you, or between you
growth-add = Save what has grown
growth-so-far = What has grown
by-you = You

look-back-done = That was the month
look-back-title = Look back together
look-back-lead = { $month }, to read side by side.
look-back-kept = What was kept
look-back-said = What was said
look-back-grew = What grew
look-back-hurt = What hurt
look-back-earlier = Read { $month }
look-back-empty-title = A quiet month
look-back-empty-words = Nothing was written down together in it.

endings-title = Resting or ending
endings-about = Finishing well, resting, parting well
endings-lead = Every way ends. Each of these can be a good end.
endings-finish = Finishing well
endings-finish-words = When you no longer need this, each of you may write a letter: what you take along. It stays in the story.
endings-rest = Resting
endings-rest-about = A pause, up to two weeks at a time
endings-part = Parting well
endings-part-about = What to think of before you unlink
letter-label = Your letter
letter-hint = In your own words, to both of you
letter-write = Put my letter in the story
letters-title = Letters

problem-goal = Write what the goal is.
problem-goal-step = Write what the step is.
problem-victory = Write what went well.
problem-growth = Write what has grown.
problem-letter = Write a line or two first.
