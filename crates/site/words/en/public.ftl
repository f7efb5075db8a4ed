contest-posts = Posts
contest-elected = Elected:
contest-nobody = nobody
contest-no-candidates = Nobody stands yet.
contest-seats = { $count ->
    [one] one seat
   *[other] { $count } seats
}
contest-times = Timetable
contest-what = What
contest-from = From
contest-until = Until
contest-turnout = Turnout
contest-box = Box
contest-credentials = Voting codes
contest-ballots = Ballots
contest-papers = { $count ->
    [one] One paper came by post.
   *[other] { $count } papers came by post.
}
contest-check = Check it yourself
contest-check-how = Everything that happens is in one log, to which can only be added. Nobody need be believed: look.
contest-see-log = The log
contest-see-boxes = The boxes and their ballots
contest-see-bundle = The bundle: everything, to be checked offline
contest-see-rulebook = The rulebook
time-freeze = The roll is frozen
time-poll = Poll
box-electors = Electors

document-english = This document is made in English.

result-waiting = Not every result is declared yet.

log-title = The log
log-lead = Each line is an act, in the order in which it was recorded. The checkpoint is signed: keep one, and you can show later that nothing before it was changed.
log-download = All entries
log-checkpoint = Signed checkpoint
log-key = The log's key:
log-witnesses = { $signed } of the { $needed } witnesses that are asked for have cosigned the last checkpoint.
log-no-witnesses = This log asks for no witnesses: nobody can exclude that others were shown another history.
log-entries = { $count ->
    [one] one entry
   *[other] { $count } entries
}
log-number = Number
page-earlier = Earlier
page-later = Later

boxes-title = Boxes
boxes-lead = A box is a sealed election: its ballots lie open for everybody to count and to check, and nobody can read them.
boxes-none = No box is open yet.
box-fingerprint = Fingerprint of the election
box-archive = The archive
box-election = The election
box-trackers = Trackers, in the order of casting
box-empty = The box is empty.

track-title = Look for your ballot
track-field = Tracker
track-hint = The 43 letters, digits and signs that you were shown when you cast your ballot. They are in your receipt too, if it came by mail.
track-look = Look
track-found = Found
track-not-found = Not found
track-not-found-what = No box has a ballot with this tracker. Copy it once more from your receipt. If it is right, tell the returning officer and an agent, and show them your receipt: it proves what you were told.
track-misread = This is not a whole tracker
track-wrong-length = A tracker has { $due } signs, and here there are { $there }. Copy it once more from your receipt, all of it. Spaces and line breaks do no harm.
track-wrong-sign = “{ $sign }” is in no tracker: a tracker has letters, digits, + and / alone. Copy it once more from your receipt, and nothing beside it.
track-ruling = Ruling
track-reasons = Reasons
track-receipt = Receipt
track-receipt-why = The receipt proves that the ballot is in the box: keep it. Whoever shows another box later can be held to it.
fate-in-box = Your ballot is in the box.
fate-removed = A ruling removed this ballot from the tally.
fate-tallied = Your ballot was counted.

bundle-title = The bundle
bundle-lead = One file with the rulebook, the log, the boxes, the papers, the count and the declaration.
bundle-download = Download the bundle
bundle-check = Check it
bundle-check-how = It says of each claim whether it holds, and of what cannot be known, that it cannot. No network is needed.
bundle-waits = The bundle is published when every result is declared.

help-title = How voting works
help-vote = How to vote
help-vote-1 = Sign in with your e-mail address or membership number: a code is sent to you.
help-vote-2 = Enter the voting code that the registrar sent you by another way.
help-vote-3 = Number the candidates, read your ballot once more, and cast it.
help-vote-4 = Keep the tracker and the receipt that you are shown.
help-secret = Who can see how you vote
help-secret-how = Your ballot is sealed on your own device. It can be opened only by several trustees together, after all ballots were shuffled, so that nobody knows whose is whose.
help-secret-how-alone = Your ballot is sealed on your own device, and ballots are shuffled before they are opened. But this server alone holds the key: whoever runs it could open your ballot by itself, and nothing would show it.
help-secret-not = What nobody can promise: that your device does what it should; that nobody looks over your shoulder; and that an unusual order of many candidates is not recognised, since the rankings are published.
help-test = Test a ballot
help-test-how = You can have a sealed ballot opened instead of casting it, to see whether your device seals what you chose. Save the two files, and check them on another device. A ballot that was opened is never cast: you seal a new one.
help-booth = The digest of the script that seals ballots, which the log has too:
help-check = Was it counted?
help-check-how = Look for your tracker at any time. When the result is declared, anybody can check the bundle.
help-receipt = Check your receipt yourself
help-receipt-why = When you have cast your ballot, your browser saves two files for you if you ask it to: the receipt and the sealed ballot. If your receipt came by mail, save the lines from “c2sp.org/tlog-proof” on as receipt.txt. The program hustings checks them on your own computer, without a network, and asks nobody.
help-receipt-now = At any time: whether the receipt is of your ballot, and signed by the log.
help-receipt-now-short = Check a receipt with its ballot
help-receipt-key = The key is that of this contest's log, as it was published when the contest began. All sealed ballots, to take with you as an archive, are with the boxes:
help-receipt-later = When the result is declared: whether your ballot is in the box that was counted, at its place. For this you need the receipt alone, and the bundle:
help-receipt-later-short = Check a receipt against the bundle
help-receipt-fails = If either says no, keep the files, and tell the returning officer and the agent of a candidate. A receipt does not show how you voted.
help-ask = Help
help-rules = The rules of this contest
log-line = Line { $number } as it is hashed
