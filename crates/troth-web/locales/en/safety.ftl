### Help and safety: the same words for everyone. No numbers and no names: what can't be verified is not named.
### Nothing here tells anybody what they are or how they are: no outcome is named, and no person is.

safety-title = Help, and being careful
safety-lead = If you are afraid of your partner, or feel watched or controlled, working on trust together is not the next step. You are, first.
safety-now-title = In danger now
safety-now = Call the emergency number of the place where you are. If you don’t know it, ask anyone near you, or the front desk of any shop, station or hospital.
safety-find-title = Someone to talk to
safety-find-friend = A friend, a relative or a neighbour whom you trust. Tell one person what is going on.
safety-find-helpline = A helpline near you. Search for “domestic violence helpline” or “crisis line” and your country or town. Most are free and don’t ask for your name.
safety-find-doctor = A doctor, a nurse, a social worker or a teacher. They can listen, and they know who helps nearby.
safety-device-title = Which device to use
safety-device-other = Use a device that the other person has never held: a friend’s, a library’s, one at work.
safety-device-phone = Call from a phone that is not on a shared bill.
safety-device-change = Deleting things or changing passwords on a watched device can be noticed. Talk to someone before you do.
safety-device-history = A private window keeps less, but it does not stop someone who watches the device.
safety-same = Everyone who uses Troth has these words, and they are the same for all. Nothing notes that you read them.

check-title = A few questions, for you alone
check-lead = Ten questions about how free you feel. A press brings the next one; which button it was is kept nowhere, not even until the end. The words at the end are the same for everyone.
check-watched-note = Someone who looks at this screen, or watches this device, can still see it. It closes when you leave it, and after three minutes without a press.
check-begin = Begin
check-place = { $number } of { $all }
check-careful = Are you careful with what you say or do, because you are afraid of how your partner will take it?
check-hurt = Has your partner hurt you, thrown or broken things, stood in your way, or said that they would?
check-account = Do you have to account for where you are, whom you meet or what you spend?
check-watched = Does your partner look through your phone or follow where you are, although you would rather they didn’t?
check-closeness = Have you gone along with closeness that you did not want, because saying no was not possible?
check-threats = Has your partner said that they would harm you, a child, an animal or themselves if you left?
check-order = Has a court or the police told one of you to stay away from the other?
check-told = Are you here because you were told to be, or afraid of what happens if you stop?
check-life = Do you think of ending your life, or of not wanting to be here any more?
check-myself = Have you done some of this to your partner, or are you afraid that you might?
check-yes = Yes
check-partly = In a way
check-no = No
check-rather-not = I’d rather not say
check-close = Close the questions
check-end-title = Whatever you pressed
check-end-lead = Only you know what came to mind while you read. Nobody counted it, and Troth can’t tell you how things are between you two.
check-end-others = If you thought of days of your own, working on trust together is not the next step. Talk with someone outside first, alone: with somebody you trust, or one of those named above.
check-end-life = If you think of ending your life, call the emergency number or a crisis line now, or tell the person nearest to you. You don’t have to explain it well.
check-end-myself = If what you do yourself frightens you, there are helplines and advisers for that too. A doctor can name one.
check-end-leaving = You may rest, stop or unlink at any time, without a reason. Where there is fear, plan it with somebody first: the time of leaving can be the hardest.
check-end-same = Everyone reads these words at the end, and there is nothing left to tell what was pressed.
