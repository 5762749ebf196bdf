### Help and safety: the same words for everyone. No numbers and no names: what can't be verified is not named.

safety-title = Help, and being careful
safety-lead = If you are afraid of your partner, or feel watched or controlled, working on trust together is not the next step. You are, first.
safety-now-title = In danger now
safety-now = Call the emergency number of the place where you are. If you don’t know it, ask anyone near you, or the front desk of any shop, station or hospital.
safety-find-title = Someone to talk to
safety-find-friend = A friend, a relative or a neighbour whom you trust. Tell one person what is going on.
safety-find-helpline = A helpline near you. Search for “domestic violence helpline” or “crisis line” and your country or town. Most are free and don’t ask for your name.
safety-find-doctor = A doctor, a nurse, a social worker or a teacher. They can listen, and they know who helps nearby.
safety-trained-title = Someone who is trained for this
safety-trained-couple = For two who both want to, and can both say no: a couple therapist. Ask a doctor or a family service nearby, or search for “couple counselling” and your town. Ask what it costs, and how they learnt it.
safety-trained-alone = For you alone: a doctor or a counsellor. Say how long it has been hard, how you sleep, and what you have tried.
safety-trained-fear = If you are afraid of your partner, go alone, and say so there. Talks for two are not safe then.
safety-device-title = Which device to use
safety-device-other = Use a device that the other person has never held: a friend’s, a library’s, one at work.
safety-device-phone = Call from a phone that is not on a shared bill.
safety-device-change = Deleting things or changing passwords on a watched device can be noticed. Talk to someone before you do.
safety-device-history = A private window keeps less, but it does not stop someone who watches the device.
safety-same = Everyone who uses Troth has these words, and they are the same for all. Nothing notes that you read them.
