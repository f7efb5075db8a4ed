# A mock poll of a contest.
office-room-mock = Mock poll
mock-poll-of = Mock poll of “{ $title }”: nobody is elected.
mock-poll-back = The real contest.
mockpoll-title = Mock poll
mockpoll-lead = Before the poll opens, rehearse it: the same candidates, the same pages and mails, the same ceremony and count, with people whom you name as testers.
mockpoll-held = Mock polls of this contest
mockpoll-made-on = Made on { $time }.
mockpoll-who = { $testers } testers may vote, and { $madeup } electors are made up.
mockpoll-as-testers = As testers see it
mockpoll-make-title = Make a mock poll
mockpoll-what = It becomes a contest of its own, and every page of it says that it is a mock poll. Nothing of this contest is changed.
mockpoll-what-paper = Candidates, nominations and the signed paper are those of this contest.
mockpoll-what-people = Whoever has a role here has it there, so that those rehearse who will do it. Whoever is invited and has no account yet does not: invite them there.
mockpoll-what-keys = Trustees make keys for it of their own, in a folder of their own, and the registrar gives out voting codes for it. No key and no code of this contest is used.
mockpoll-what-clock = Its clock shows what the clock here shows. Set it on when it is time: to the opening of the poll, to its close. The roll is imported, and you freeze it.
mockpoll-asked = The rulebook asks electors a question when they sign in. In a mock poll the right answer is the tester's own e-mail address, and the page says so.
mockpoll-testers = Testers, one a line: name, email
mockpoll-testers-hint = At least two and at most 500; two columns of a spreadsheet can be pasted. For example: Ann Lee, ann@example.org
mockpoll-made-up = The rulebook asks for { $smallest } electors or more in each of { $sections ->
    [one] one section
   *[other] { $sections } sections
}. Testers are put into the sections in turn. Where they are too few, made-up electors fill the section up: they are called “Nobody 1 (filling up)” and so on, have no address, and do not vote.
mockpoll-nobody = Nobody { $number } (filling up)
mockpoll-witnesses = The witnesses of the log cosign the mock poll's log too
mockpoll-make = Make the mock poll
said-mockpoll-made = The mock poll is made. Its roll is imported: look at it, and freeze it.
mockpoll-is-one = This is a mock poll itself. Make another from the contest that it is a mock poll of.
mockpoll-waits-nominees = A mock poll has the candidates of this contest. It waits until the nominees for “{ $post }” are published.
mockpoll-waits-unopposed = Everybody who stands is elected without a poll. There is nothing to rehearse.
mockpoll-waits-opened = The poll of this contest has opened. A mock poll is held before that.
mockpoll-too-few = { $found ->
    [0] No tester is named
    [one] One tester is named
   *[other] { $found } testers are named
}, and a mock poll needs at least { $least }. Write one a line: name, email.
mockpoll-too-many = { $found } testers are named, and a mock poll takes at most { $most }. Leave some out.
mockpoll-line-parts = Line { $line } has no comma between a name and an address. Write it so: Ann Lee, ann@example.org
mockpoll-line-name = Line { $line } has no name, or one with a character that does not show or that is too long. Write the name anew, before the comma.
mockpoll-line-email = Line { $line }: “{ $found }” is not an email address. Write one such as ann@example.org after the comma.
mockpoll-line-twice = Line { $line } has the address of line { $other }. Each tester needs an address of their own; leave one line out, or give another address.
mockpoll-multitude = The rulebook asks for so many electors in a section that more than { $most } would have to be made up. Name more testers, or begin a mock contest by hand.
trustee-mock-poll = This is a mock poll. Make a key for it alone, in a folder of its own, and keep your key of the real contest out of it.
registrar-mock-poll = This is a mock poll. Make its voting codes in a folder of its own, apart from those of the real contest.
office-mock-offer = Rehearse the poll before it opens:
office-mock-offer-link = make a mock poll
