### What happened, as each sees it, and questions about it.

breaches-title = What happened
breaches-about = Say what happened, see both sides, ask questions
breaches-lead = Both ways of seeing it stand side by side. Nobody decides between them.
breaches-alone-words = Say for yourself what happened, and what you want to know.
breaches-empty-title = Nothing named yet
breaches-empty-words = When you are ready, one of you can say in a few words what happened. There is no hurry.
breaches-taken-back = Taken back
breach-name = Say what happened
breach-page-title = What happened
breach-form-lead = In your own words. Your partner can say how they see it.
breach-form-note = Words that you share stay in the story. You can change yours later; the change is marked.
breach-title = In one line
breach-title-hint = “The messages I was not told about”
breach-words = More words
breach-words-hint = If you like. Leave out what would only hurt.
breach-when = When
breach-lasted-day = On one day, or about then
breach-lasted-months = From one month to another
breach-day = The day
breach-when-hint = About which day, if you know
breach-from = From which month
breach-until = Until which month
breach-month-hint = For example 2025-03
breach-months = from { $from } to { $until }
breach-kind = What was it?
breach-who = Who is responsible for it
breach-who-me = I am
breach-share = Share it with { $partner }
breach-keep = Save changes
breach-affair = An affair
breach-lie = A lie, or something left out
breach-broken-promise = A broken promise
breach-money = Money
breach-relapse = A relapse
breach-privacy = Privacy
breach-other = Something else
breach-own-mine = You see it as yours
breach-own-theirs = You see it as { $partner }’s
breach-seen-mine = { $partner } sees it as yours
breach-seen-theirs = { $partner } sees it as theirs
breach-reworded-on = Reworded on { $day }. Anything said before then was about the earlier words.
breach-earlier = The earlier words
breach-is-taken-back = Taken back
breach-no-words = Nothing added.
breach-not-otherwise = Nothing added.
breach-gone = This entry is no longer here.
breach-reword = Change the wording
breach-take-back = Take back what I named
breach-take-back-ask = Take back what you named?
breach-take-back-words = It stays in the story as something you named and took back. Its questions close.
breach-take-back-yes = Yes, take it back
breach-otherwise = I see this differently
breach-otherwise-label = How you see it
breach-otherwise-hint = Shown beside your partner’s words. It replaces nothing.
breach-otherwise-share = Share my view
breach-answer-title = If you want to answer
breach-answer-note = There is no hurry, and you can take an answer back. { $partner } cannot see whether you have read this.
breach-answer-yes = Yes, this is so
breach-answer-time = I have read it and need time
breach-answer-back = Take back my answer
breach-you-said-yes = You said on { $day }: “Yes, this is so.”
breach-they-said-yes = { $partner } said on { $day }: “Yes, this is so.”
breach-you-need-time = You said on { $day } that you have read it and need time.
breach-they-need-time = { $partner } said on { $day } that they have read it and need time.
breach-answer-earlier = This was said about the earlier words.
breach-yes-next = If you want to go on from here, you can take responsibility for it, in five short parts. Nobody is waiting, and drafts are saved.
breach-take-responsibility = Take responsibility
breach-complete = Say that this is everything
breach-complete-words = “This is everything I know” means you know of nothing that you have not said. It is dated today. If something comes back to you later, you can say it again, and both will stand.
breach-complete-label = What belongs to it
breach-complete-hint = If you like
breach-complete-say = This is everything I know
breach-complete-on = “This is everything I know”, said on { $day }

questions-title = Questions
question-park-title = Park a question
question-park-words = A parked question waits here, so that it need not come up at midnight. Say how much you want to know; less is often kinder to you.
question-label = Your question
question-hint = One thing at a time
question-detail = How much you want to know
question-park = Park my question
question-answered = The answer
question-answer = Answer this question
question-answer-label = Your answer
question-answer-hint = True, and no more detail than was asked for
question-answer-share = Share my answer
question-help = Suggest answering with a professional
question-help-open = To be answered with a professional present, if you both agree.
question-help-agreed = You both agreed: it is answered with a professional present.
question-help-declined = Rather in writing.
question-help-yes = Yes, with a professional
question-help-no = I would rather write
question-not-now = Not now
question-now = I would like to know now
question-back = Take back my question
wanted-headline = The headline is enough
wanted-outline = An outline
wanted-full = All of it
wanted-not-now = Not now

strand-breaches = What happened

story-breach-named = { $by ->
    [me] You named what happened.
   *[other] { $name } named what happened.
}
story-breach-reworded = { $by ->
    [me] You changed the wording of what happened.
   *[other] { $name } changed the wording of what happened.
}
story-breach-taken-back = { $by ->
    [me] You took something back.
   *[other] { $name } took something back.
}
story-breach-otherwise = { $by ->
    [me] You said how you see it.
   *[other] { $name } said how they see it.
}
story-breach-yes = { $by ->
    [me] “Yes, this is so,” you said.
   *[other] “Yes, this is so,” { $name } said.
}
story-breach-time = { $by ->
    [me] You have read it and need time.
   *[other] { $name } has read it and needs time.
}
story-breach-answer-back = { $by ->
    [me] You took your answer back.
   *[other] { $name } took their answer back.
}
story-question = { $by ->
    [me] You parked a question.
   *[other] { $name } parked a question.
}
story-question-detail = { $by ->
    [me] You changed how much you want to know.
   *[other] { $name } changed how much they want to know.
}
story-question-back = { $by ->
    [me] You took a question back.
   *[other] { $name } took a question back.
}
story-question-answered = { $by ->
    [me] You answered a question.
   *[other] { $name } answered a question.
}
story-help-proposed = { $by ->
    [me] You would rather answer with a professional present.
   *[other] { $name } would rather answer with a professional present.
}
story-help-agreed = { $by ->
    [me] You agreed to that.
   *[other] { $name } agreed to that.
}
story-help-declined = { $by ->
    [me] You would rather have it in writing.
   *[other] { $name } would rather have it in writing.
}
story-complete = { $by ->
    [me] “This is everything I know,” you said.
   *[other] “This is everything I know,” { $name } said.
}

step-answer-question = Read a question that was parked
step-answer-breach = Read what was named, and answer if you can
because-named = It was named on { $date }. You can answer when you are ready, or ask for time.
because-parked = It was parked on { $date }. You can answer when you are ready.

problem-breach-title = Say in one line what happened.
problem-breach-kind = Choose what it was.
problem-wanted = Choose how much you want to know.
problem-month = Write each month as a year and a month, for example 2025-03.
problem-ends-before-start = The last month cannot lie before the first. Look at both again.
problem-words-changed = The words were changed. Nothing was sent. Read them again, then answer.
problem-responsible = Say who is responsible for it.
problem-question = Write the question.
problem-words = Write a few words first.
problem-choose = Choose one of the answers.
