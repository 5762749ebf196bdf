### Pages for oneself: the forms of the rooms, filled in alone, and sharing one later.

solo-title = For myself
solo-note = For you alone. You can share it later, or never.
solo-beside-empty = Nothing is shared here yet. What you wrote for yourself is below, and you can share it from there.
solo-only-you = Only you see this.
solo-form-lead = Only you see this. You can share it later, or never.
solo-statement = Taking responsibility: a draft
solo-statement-begin = Begin a draft
solo-hard-days = A plan for hard days
solo-hard-days-begin = Plan for hard days
solo-promise = A promise to myself
solo-promise-begin = Make myself a promise
solo-goal = A goal of my own
solo-goal-begin = Set a goal of my own
solo-breach = What happened, for myself
solo-breach-begin = Write what happened
solo-boundary = A boundary in draft
solo-boundary-begin = Draft a boundary
solo-question = What I want to know
solo-question-begin = Note a question
solo-row = Written on { $day }. Only you see it.
solo-row-shared = Shared on { $day }
solo-gone = This entry is no longer here.
solo-save = Save for myself
solo-save-changes = Save changes
solo-change = Change the wording
solo-erase = Erase this page
solo-erase-ask = Erase this page?
solo-erase-words = It no longer shows on any of your devices. What you shared of it stays shared.
solo-erase-yes = Yes, erase this page
solo-who-open = I leave that open
solo-who-theirs = My partner
solo-own-theirs = You see it as your partner’s

solo-share = Share this page
solo-share-alone = Once you are linked, you can share this from here.
solo-share-who-open = To share this, first say who is responsible for it. For yourself it can stay open.
solo-share-words = Only these words are shared. Your page stays with you. What was read cannot be unread.
solo-share-nothing-named = A question is parked beside something that happened. Share what happened first.
solo-shared-on = Shared on { $day }
solo-shared-as-it-is = These words are shared. A change stays with you until you share it too.
solo-about = What this question is about

solo-days-note = Only you see how these days went. Sharing the promise shares none of them.
solo-move = Move to another day
solo-another-day = Moved to another day
solo-moved = Moved
solo-moved-to = Moved to { $day }
solo-estimate-title = Your promises to yourself

done-solo-erased = Erased.
done-solo-shared = Shared. Your page stays with you.
problem-not-whole = Something is missing here. Fill in the empty parts to share it.
