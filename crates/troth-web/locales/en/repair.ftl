### What it did, and owning it.

impact-title = How it affects me
impact-about = Private until you share a piece of it
impact-new-title = How it is for me
impact-lead = Only you see what you note here. You choose, piece by piece, what your partner may see.
impact-empty-title = Nothing noted yet
impact-empty-words = Four questions and a few words for feelings. You can leave out whatever you like.
impact-note = Note how it is now
impact-noted = Noted on { $day }
impact-mine = How it is for me
impact-change = Then { $before }, now { $now }.
impact-degree = { $degree } of 10
impact-feelings = What I feel
impact-share = Share this
impact-share-ask = { $partner } will see exactly this
impact-share-words = Nothing else is shared with it. You can stop showing it later; what was read can’t be unread.
impact-share-yes = Share exactly this
impact-shared = What you share now
impact-shared-note = When you stop, it is no longer shown from then on.
impact-end = Stop sharing
impact-theirs = What { $partner } shares with you
impact-form-lead = How it is now, not how it should be.
impact-form-note = Only you see this. Saving it shares nothing.
impact-feelings-ask = What do you feel?
impact-keep = Save for myself
area-self-worth = How I see myself
area-worry = Worry
area-distress = Distress
area-trust = Trust in other people
area-ask-self-worth = How much does it affect how you see yourself?
area-ask-worry = How much do you worry?
area-ask-distress = How much does it weigh on you?
area-ask-trust = How much does it affect your trust in other people?
area-low = Not at all
area-high = As much as it could
area-words-open = Say it in words
area-words = { $area }, in your words
feeling-hurt = hurt
feeling-anger = anger
feeling-confusion = confusion
feeling-sadness = sadness
feeling-insecurity = insecurity
feeling-fear = fear
feeling-shame = shame
feeling-numbness = numbness
feeling-loneliness = loneliness
feeling-relief = relief
reflect-title = Say what you understand
reflect-label = What I understand you live with
reflect-hint = Your partner’s side, in your words. No answers and no reasons yet.
reflect-send = Share what I understand
reflections-title = What was understood
reflection-yes = Yes, that’s it
reflection-partly-open = Partly
reflection-missing = What is still missing
reflection-missing-hint = If you like
reflection-partly-send = Say “partly”
reflection-fully = “Yes, that’s it.”
reflection-partly = “Partly.” It can be tried again.

statements-title = Taking responsibility
statements-about = Say what you did, in five short parts
statements-lead = Saying what you did, and asking for nothing back.
statements-alone-words = Write down what you did, and what you would say. Nothing is sent.
statements-empty-title = Nothing said yet
statements-empty-words = Either of you can take responsibility here, in five short parts. There is no hurry, and drafts are saved.
statement-begin = Start writing
statement-page-title = Taking responsibility
statement-lead = Five short parts. Say it plainly, and ask for nothing.
statement-note = A draft is saved on this device until you share it. Every version stays in the story.
statement-gone = This statement is no longer here.
statement-heard = Heard
statement-hear = I heard this
statement-hear-back = Take back “I heard this”
statement-answer-note = You don’t have to answer. Hearing something is not the same as being at peace with it.
statement-lacks = Something is missing: { $part }
statement-again = Say it again, more fully
statement-preview = See what { $partner } will read
statement-preview-title = { $partner } will read exactly this
statement-preview-close = Change something first
statement-about-breach = About: { $title }
statement-again-send = Share the new version
statement-earlier = Earlier versions
part-did = What I did
part-did-hint = Plainly, as it was
part-hurt = How it hurt you
part-hurt-hint = How it affected you, as far as I understand it
part-mine = My responsibility
part-mine-hint = It was my choice, and nobody else’s
part-feel = What I feel about it
part-feel-hint = If you like
part-will = What I will do
part-will-hint = Something small that your partner can see
lack-open = Something is missing for me
lack-part = In which part
lack-words = What is missing
lack-words-hint = If you like
lack-send = Send what is missing
perspective-title = How it came about
perspective-heading = An explanation, not an excuse
perspective-open = Say how it came about
perspective-label = How it came about for me
perspective-hint = Your statement was heard. This explains; it takes nothing back.
perspective-share = Share how it came about

strand-impact = How it affects you
strand-accountability = Taking responsibility

story-impact-shared = { $by ->
    [me] You shared something of how it affects you.
   *[other] { $name } shared something of how it affects them.
}
story-impact-ended = { $by ->
    [me] You stopped sharing something.
   *[other] { $name } stopped sharing something.
}
story-reflection = { $by ->
    [me] You said what you understand.
   *[other] { $name } said what they understand.
}
story-reflection-answered = { $by ->
    [me] You answered how well it was understood.
   *[other] { $name } answered how well it was understood.
}
story-statement = { $by ->
    [me] You took responsibility for something.
   *[other] { $name } shared a statement of responsibility.
}
story-statement-again = { $by ->
    [me] You said it again, more fully.
   *[other] { $name } said it again, more fully.
}
story-statement-heard = { $by ->
    [me] You heard a statement.
   *[other] { $name } heard a statement.
}
story-heard-back = { $by ->
    [me] You took back that you heard a statement.
   *[other] { $name } took back that they heard a statement.
}
story-statement-lacks = { $by ->
    [me] For you, something was missing in a statement.
   *[other] For { $name }, something was missing in a statement.
}
story-perspective = { $by ->
    [me] You said how it came about.
   *[other] { $name } said how it came about.
}

problem-part-did = Say what you did.
problem-part-hurt = Say how it hurt your partner.
problem-part-mine = Say that it is your responsibility.
problem-part-will = Say what you will do.
problem-lack-part = Choose the part in which something is missing.
problem-not-heard-yet = This opens once your partner has said “I heard this”.
