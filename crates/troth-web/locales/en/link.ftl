### Linking a partner or an own device.

link-title = Link with your partner
link-title-invited = An invitation
link-steps = Linking
link-step-send = Send
link-step-compare = Compare
link-step-together = Together
link-step-done = , done

link-lead = You make an invitation. Your partner opens it on their own device.
link-words = Then you both compare four words, and only then are you linked. What is in your private space stays with you.
link-make = Make an invitation
link-line-label = A line from you, if you like
link-line-hint = “I would like to try this with you.”
link-freely = They are free to say no, and you are not told if they do. You can take the invitation back.
link-have-one = I was given an invitation

link-send-lead = Let them scan this, or send the link.
link-qr = Your invitation as a QR code
link-paste-first = Pasting the link into Troth leaves less behind than opening it: an opened link may stay in the browser’s history.
link-share = Share the link
link-copy = Copy the link
link-handed = Handed over.
link-copied = Copied. It stays in your clipboard until you copy something else.
link-by-hand = Copying did not work here. Select the link above and copy it yourself.
link-until = It works once, until { $day }.
link-blind-note = You will see if they accept. You will not see whether they opened it or said no.
link-withdraw = Take back my invitation
link-stop = Stop linking

link-offered = { $from } invites you to Troth.
link-offered-what = To work on trust with { $from }, here, in small steps. You are free to say no.
link-offered-line = { $from } writes
link-offered-typed = { $from } typed this. Troth tells nobody whether you open or close it.
link-offered-about = If you accept, you share one record: what each of you says and does in it, both of you hold. Your private pages are never part of it. Either of you can leave alone, at any time.
link-offered-server = The person who invites you may run the server that carries this. They can then see that this device writes, when, and from which internet address. They could change the program itself.
link-offered-history = If you opened a link to come here, this browser’s history may still show it. Pasting it into Troth leaves less.
link-accept = Accept the invitation
link-decline = Not now
link-decline-note = If you close this, nobody is told.
link-preparing = Making your invitation
link-preparing-note = It needs the network for a moment, and goes on by itself.
link-waiting = Waiting for the other device
link-waiting-note = The other device has to be open. This goes on by itself.

link-compare = Read these four words aloud with { $with }.
link-same = The words are the same
link-differ = The words differ
link-differ-note = Both screens must show the same four, in this order. If they differ, someone may be reading along. Nothing is shared yet.
link-approved = You said the words are the same. Now it is { $with }’s turn.
link-approved-wait = Waiting for { $with } to say yes

link-failed = This did not become a link
add-device-failed = The device was not added
link-failed-again = Start again
link-broken = The messages did not fit together. Nothing was shared. Make a new invitation and try again.
link-gone = This invitation no longer works. Ask for a new one.
link-newer = This invitation comes from a newer Troth. Update this one, then open it again.
link-trial = A trial version of Troth made this, and its four words could not be relied on. Nothing was shared. Update Troth on both devices, then make a new invitation.
link-over = This invitation has run out. Make a new one when you like.
link-used = Someone has already answered this invitation. If that was not one of you, make a new one.
link-words-differ-device = The words differed, so that device was not added, and nothing was shared. If you did not expect it, someone may have seen your code.
link-words-differ = The words differed, so nothing was shared. Make a new invitation, and hand it over in person if you can.

link-anew = You are not linked. You can stay that way for as long as you like.
link-anew-title = If you link again
link-anew-empty = You can link with the same person or with someone else. Either way it starts with an empty record: no promise, agreement, plan or word of the earlier one goes along.
link-anew-kept = The earlier record moves to Settings. You can read it there. Nothing more is written in it, and a new partner does not see it.
link-anew-private = What you wrote in Private, before and since, stays with you. Nobody you were linked with can see it.
link-anew-told = Troth tells the person you were linked with nothing about it.
link-anew-server = The person who runs the server can see that this device shares a new mailbox with another device.
link-anew-urged-title = If someone pushes you
link-anew-urged = You don’t owe anyone a link. Only you can start one here, and nothing your former partner does undoes your leaving. You can leave an invitation unanswered; they are not told.
link-anew-begin-title = When you want to
link-offered-anew = A new link starts with an empty record. The name above is what they typed. The four words, read aloud, show who it is.
link-linked = You are linked with { $partner }.
link-linked-words = From now on you share one record. Your private space stays yours.

add-device-title = Add one of your devices
add-device-lead = Have your other device at hand.
add-device-words = It will hold everything that this one holds, your private pages too. Add only a device that is yours alone.
add-device-make = Show the code
add-device-note = Your partner is not told. For a day, Today and Settings on your own devices say that one was added.
add-device-send-lead = Scan this with your other device, or open the link there.
add-device-out-note = Keep this code to yourself. The first person who opens it could answer, and the four words would show it.
add-device-offered = Add this device to your Troth?
add-device-offered-care = If your partner sent you this, stop here. They could read everything you write, private pages too.
add-device-accept = Add this device
add-device-offered-about = This device will then hold everything that your other device holds, private pages too. Go on only if you made the code yourself.
add-device-compare = Look at both devices. Your other one shows the first, second and fourth of these words, and asks for the third.
add-device-pick = Look at both devices. The new one shows four words: these three, and a third one.
add-device-pick-gap = ?
add-device-pick-third = Which word stands third on the new device?
add-device-pick-note = If a word differs, or the third is not among these, press “Something differs”: someone may be reading along. Nothing is shared yet.
add-device-pick-none = Something differs
add-device-approved = The words are the same here. Now say so on the other device.
