//! The table.

use super::Case;
use super::Then::{Nothing, Reindex, Sign};

/// Two lines of the log exchanged: of two candidates, or of a candidate and her nomination.
const EXCHANGE: &str = "UPDATE entry SET idx = CASE idx WHEN 2 THEN -3 ELSE -2 END WHERE log = 'contest' AND idx IN (2, 3);
    UPDATE entry SET idx = -idx WHERE log = 'contest' AND idx < 0";
const EXCHANGE_NOMINATION: &str = "UPDATE entry SET idx = CASE idx WHEN 4 THEN -7 ELSE -4 END WHERE log = 'contest' AND idx IN (4, 7);
    UPDATE entry SET idx = -idx WHERE log = 'contest' AND idx < 0";
const CHANGE: &str = "UPDATE entry SET data = CAST(replace(CAST(data AS TEXT), 'Ada Ash', 'Ada Oak') AS BLOB) WHERE log = 'contest' AND idx = 3";
const ADD: &str = "INSERT INTO entry SELECT 'contest', size, CAST('{\"actor\":null,\"clause\":null,\"decided\":null,\"event\":\"turnout-claimed\",\"note\":null,\"percent\":\"95.5%\",\"received\":null,\"recorded\":\"2027-03-21T10:00:00\",\"role\":\"returning-officer\",\"section\":null,\"sources\":[]}' AS BLOB) FROM head WHERE log = 'contest'";
const GROW: &str = "UPDATE head SET size = size + 1 WHERE log = 'contest'";

macro_rules! cases {
    ($($name:literal, [$($sql:expr),*], $then:ident => [$($named:literal),*];)*) => {
        &[$(Case { name: $name, sql: &[$($sql),*], then: $then, named: &[$($named),*] }),*]
    };
}

pub(super) const ALL: &[Case] = cases! {
    "an entry changed", [CHANGE], Nothing =>
        ["log contest, table tile: 0 of level 0", "log contest, table checkpoint"];
    "an entry changed and tiles made anew", [CHANGE], Reindex =>
        ["log contest, table checkpoint, at 4 entries: it says 4 entries and the root", "keep both as evidence"];
    "an entry dropped", ["DELETE FROM entry WHERE log = 'contest' AND idx = 5"], Nothing =>
        ["log contest, table entry: 5 is missing", "log contest: it cannot be read to its end"];
    "an entry added", [ADD], Nothing => ["log contest, table entry: there is ", "and table head says that there are"];
    "an entry added and counted and tiles made anew", [ADD, GROW], Reindex =>
        ["log contest, table checkpoint, at ", ": it is not there, and the log names it"];
    "two entries exchanged", [EXCHANGE], Nothing => ["log contest, table tile: 0 of level 0"];
    "two entries exchanged that fold either way and tiles made anew", [EXCHANGE], Reindex =>
        ["log contest, table checkpoint: at 3 entries it says the root", "log contest, table checkpoint, at 3 entries"];
    "two entries exchanged and checkpoints dropped and tiles made anew",
        [EXCHANGE_NOMINATION, "DELETE FROM checkpoint WHERE log = 'contest'"], Reindex =>
        ["log contest, table entry, 4: it is refused: ", "what comes after it says nothing"];
    "a tile changed", ["UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE log = 'contest/box/members'"], Nothing =>
        ["log contest/box/members, table tile: 0 of level 0 holds other hashes", "reindex repairs it"];
    "a mark dropped",
        ["DELETE FROM mark WHERE rowid IN (SELECT rowid FROM mark WHERE kind = 'tracker' LIMIT 1)"], Nothing =>
        ["table mark: tracker ", "is missing", "reindex repairs it"];
    "the size made smaller", ["UPDATE head SET size = size - 1 WHERE log = 'contest'"], Nothing =>
        ["log contest, table entry: there is ", "table checkpoint"];
    "the size made larger", [GROW], Nothing => ["log contest, table entry: ", "is missing"];
    "a checkpoint of another history", [], Sign =>
        ["log contest, table checkpoint, at ", "keep both as evidence, and restore"];
    "a checkpoint that nobody signed",
        ["UPDATE checkpoint SET note = replace(note, char(10) || '4' || char(10), char(10) || '5' || char(10)) WHERE log = 'contest' AND size = 4"],
        Nothing => ["log contest, table checkpoint, at 4 entries: it is not signed by the log's key"];
    "the last checkpoint dropped",
        ["DELETE FROM checkpoint WHERE log = 'contest' AND size = (SELECT size FROM head WHERE log = 'contest')"], Nothing =>
        ["log contest, table checkpoint, at ", ": it is not there, and the log names it"];
    "the rulebook changed",
        ["UPDATE private SET value = CAST(replace(CAST(value AS TEXT), 'seats = 1', 'seats = 2') AS BLOB) WHERE key = 'rulebook.toml'"],
        Nothing => ["file \"rulebook.toml\": its digest is sha256:"];
    "the log's key replaced",
        ["UPDATE private SET value = CAST('PRIVATE+KEY+x' AS BLOB) WHERE kind = 'key'"], Nothing =>
        ["key \"log\": it does not read (it is no private key)"];
    "an elector's row altered",
        ["UPDATE private SET value = CAST(replace(CAST(value AS TEXT), 'Nobody', 'Anybody') AS BLOB) WHERE kind = 'elector' AND key = 'M003'"],
        Nothing => ["the electors of 'members': the root of its rows is ", "elector \"M003\": what this row commits to is not on the published list of 'members'"];
    "an elector's row altered in her channel",
        ["UPDATE private SET value = CAST(replace(CAST(value AS TEXT), '\"online\"', '\"post\"') AS BLOB) WHERE kind = 'elector' AND key = 'A002'"],
        Nothing => ["the electors of 'affiliates': what they vote by is 4 online and 1 post, and the log has 5 online", "elector \"A002\""];
    "an elector's row dropped", ["DELETE FROM private WHERE kind = 'elector' AND key = 'M003'"], Nothing =>
        ["the electors of 'members': the number of its rows is 8, and the log has 9", "file \"roll/members.txt\": 1 lines of it are of no elector's row"];
    "an elector's row added",
        ["INSERT INTO private SELECT realm, kind, 'M900', CAST(replace(replace(CAST(value AS TEXT), 'M003', 'M900'), '\"salt\":\"', '\"salt\":\"0f') AS BLOB) FROM private WHERE kind = 'elector' AND key = 'M003';
          UPDATE private SET value = CAST(substr(CAST(value AS TEXT), 1, length(value) - 4) || '\"}' AS BLOB) WHERE kind = 'elector' AND key = 'M900'"],
        Nothing => ["the electors of 'members': the number of its rows is 10, and the log has 9", "elector \"M900\""];
    "an elector's row torn", ["UPDATE private SET value = CAST('{' AS BLOB) WHERE kind = 'elector' AND key = 'M003'"], Nothing =>
        ["elector \"M003\": it does not read (line 1, column 1)", "the number of its rows is 8"];
    "a published list altered",
        ["UPDATE private SET value = CAST(substr(CAST(value AS TEXT), 66) AS BLOB) WHERE key = 'roll/affiliates.txt'"], Nothing =>
        ["the roll of 'affiliates' makes", "file \"roll/affiliates.txt\": its root is "];
    "a published list dropped", ["DELETE FROM private WHERE key = 'roll/members.txt'"], Nothing =>
        ["file \"roll/members.txt\": it is not there, and the log names it"];
    "a box's setup replaced",
        ["UPDATE private SET value = (SELECT value FROM private WHERE key = 'boxes/affiliates/setup.bel') WHERE key = 'boxes/members/setup.bel'"],
        Nothing => ["the box 'members' began", "file \"boxes/members/setup.bel\": its election is "];
    "a box's setup torn",
        ["UPDATE private SET value = CAST(substr(value, 1, 700) AS BLOB) WHERE key = 'boxes/members/setup.bel'"], Nothing =>
        ["file \"boxes/members/setup.bel\": it does not read ("];
    "a box's checkpoint replaced",
        ["UPDATE private SET value = (SELECT value FROM private WHERE key = 'boxes/affiliates/checkpoint') WHERE key = 'boxes/members/checkpoint'"],
        Nothing => ["file \"boxes/members/checkpoint\": it is not signed by the log's key"];
    "a ballot dropped from a closed box and tiles made anew",
        ["DELETE FROM entry WHERE log = 'contest/box/members' AND idx = 6; UPDATE head SET size = 6 WHERE log = 'contest/box/members'"],
        Reindex => ["the ballots in the box 'members'", "log contest/box/members: its size is 6, and the log has 7"];
    "two ballots exchanged in a closed box and tiles made anew",
        ["UPDATE entry SET idx = -1 - idx WHERE log = 'contest/box/members' AND idx IN (0, 1); UPDATE entry SET idx = 2 + idx WHERE log = 'contest/box/members' AND idx < 0"],
        Reindex => ["log contest/box/members: its root is "];
    "a ballot of another box put in and tiles made anew",
        ["UPDATE entry SET data = (SELECT data FROM entry WHERE log = 'contest/box/affiliates' AND idx = 0) WHERE log = 'contest/box/members' AND idx = 2"],
        Reindex => ["log contest/box/members, table entry, 2: it does not read"];
    "a ballot there twice and tiles made anew",
        ["UPDATE entry SET data = (SELECT data FROM entry WHERE log = 'contest/box/members' AND idx = 0) WHERE log = 'contest/box/members' AND idx = 2"],
        Reindex => ["log contest/box/members, table entry, 2: its credential has cast a ballot before it"];
    "a box opened again", ["UPDATE head SET closed = 0 WHERE log = 'contest/box/members'"], Nothing =>
        ["log contest/box/members: it is not closed, and the poll is", "a ballot could still be cast"];
    "a box dropped",
        ["DELETE FROM head WHERE log = 'contest/box/affiliates'; DELETE FROM entry WHERE log = 'contest/box/affiliates'; DELETE FROM tile WHERE log = 'contest/box/affiliates'; DELETE FROM mark WHERE log = 'contest/box/affiliates'"],
        Nothing => ["log contest/box/affiliates: there is no such log, and the poll was opened"];
    "a trustee's message changed",
        ["UPDATE private SET value = CAST(value || ' ' AS BLOB) WHERE kind = 'message' AND key IN (SELECT key FROM private WHERE kind = 'message' LIMIT 1)"],
        Nothing => ["what trustees made of the box", "message \"sha256:", "its digest is sha256:"];
    "a trustee's message dropped",
        ["DELETE FROM private WHERE kind = 'message' AND key IN (SELECT key FROM private WHERE kind = 'message' LIMIT 1)"], Nothing =>
        ["message \"sha256:", "it is not there, and the log names it"];
    "papers changed",
        ["UPDATE private SET value = CAST(CAST(value AS TEXT) || char(10) AS BLOB) WHERE key = 'papers/leader.blt'"], Nothing =>
        ["file \"papers/leader.blt\": its digest is sha256:"];
    "a credential given to two",
        ["UPDATE private SET value = (SELECT value FROM private WHERE key = 'members/M001') WHERE key = 'members/M002'"], Nothing =>
        ["credential \"members/M002\": its credential is another elector's too", "8 of the 9 credentials on the list have an elector"];
    "a credential of another box",
        ["UPDATE private SET value = (SELECT value FROM private WHERE key = 'affiliates/A001') WHERE key = 'members/M002'"], Nothing =>
        ["credential \"members/M002\": it is of a credential that is not on the list of the box"];
    "a lock removed",
        ["DELETE FROM private WHERE kind = 'lock' AND key LIKE 'members/%'"], Nothing =>
        ["paper \"M007\": a paper was taken in, and its elector or her credential is not locked", "its elector could vote twice"];
    "the lock of an elector removed",
        ["DELETE FROM private WHERE kind = 'posted' AND key = 'members/M007'"], Nothing =>
        ["paper \"M007\": a paper was taken in, and its elector or her credential is not locked"];
    "an elector locked",
        ["INSERT INTO private SELECT realm, 'posted', 'members/M008', CAST('post-members' AS BLOB) FROM private WHERE key = 'members/M008'"],
        Nothing => ["posted \"members/M008\": no paper was taken in for which this would be locked", "its elector is kept from voting"];
    "electors said to have voted",
        ["INSERT INTO private SELECT realm, 'voted', key, CAST('' AS BLOB) FROM private WHERE kind = 'credential' AND key LIKE 'members/%'"],
        Nothing => ["9 electors are said to have cast, and"];
    "a lock added",
        ["INSERT INTO private SELECT realm, 'lock', 'members/' || CAST(value AS TEXT), CAST('post-members' AS BLOB) FROM private WHERE key = 'members/M008'"],
        Nothing => ["lock \"members/", "no paper was taken in for which this would be locked"];
    "a paper and its lock removed",
        ["DELETE FROM private WHERE kind = 'paper' AND key = 'M007'; DELETE FROM private WHERE kind IN ('lock', 'posted') AND key LIKE 'members/%'"],
        Nothing => ["batch \"post-members\": the number of papers taken in is 0, and the log has 1"];
};
