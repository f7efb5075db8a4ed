# The frame of every page.
skip = Skip to the content
other-language = Cymraeg
sign-out = Sign out
signed-in-as = Signed in as { $name }.
mock = Mock contest: nobody is elected.
mock-clock = Its clock shows { $now }.
server-alone = Secrecy rests on the server alone.
server-alone-what = Nobody else holds a key to the ballots: whoever runs this server can see how everybody voted.
mock-tag = mock
rooms = This contest
foot = Made by Hustings: what is shown here is made from a public log, which anybody can check.
refused = This was not done
room-contest = Overview
room-nominees = Candidates
room-vote = Vote
room-log = Log
room-result = Result
room-office = Office
room-helpline = Helpline
room-registrar = Registrar
room-trustee = Trustee

home-title = Contests
home-empty = Nobody has an account here yet, and no contest is held.
home-empty-how = Whoever started this program finds in its terminal a link by which the first returning officer makes an account.
home-no-contest = No contest is held here yet.
home-sign-in = Sign in to run a contest

stage-before-nominations = before nominations
stage-nominations = nominations
stage-before-poll = before the poll
stage-poll = voting is open
stage-closing = the poll is closed
stage-counting = counting
stage-declared = declared

ballots-count = { $count ->
    [one] one ballot
   *[other] { $count } ballots
}

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

trouble-not-found = There is no such page
trouble-not-found-what = Look at the address, or begin from the first page.
trouble-signed-out = Sign in first
trouble-signed-out-what = Sign in, and try again.
trouble-forbidden = This page is not for you
trouble-forbidden-what = Your account does not have the role that this page is for. Ask the returning officer if it should.
trouble-forged = This form is not of your session
trouble-forged-what = Nothing was done. Go back, load the page again, and send the form again.
trouble-too-many = Too many requests
trouble-too-many-what = Wait a minute, and try again.
trouble-malformed = What was sent does not read
trouble-malformed-what = Nothing was done. Go back, and try again.
trouble-refused = This cannot be done
trouble-refused-what = Nothing was recorded.
trouble-busy = The database is busy
trouble-busy-what = Nothing was recorded. Try again in a minute.
trouble-broken = Something is broken here
trouble-broken-what = It is our fault, not yours. Tell whoever runs this site the word above: the program's log says more under it.
home-begin = Begin a contest
