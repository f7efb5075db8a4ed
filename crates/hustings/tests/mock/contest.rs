//! The contest, step by step, by the command line alone.

use hustings_seal::archive::Poll;
use hustings_seal::ballot::Ballot;
use hustings_seal::credential::Credential;
use hustings_seal::randomness::system;

use crate::hall::Hall;
use crate::society::{Elector, RULEBOOK, SECTIONS, Way, electors, roll};

/// A contest that was held.
pub struct Held {
    pub hall: Hall,
    pub electors: Vec<Elector>,
}

/// Holds the whole contest.
pub fn hold(hall: Hall) -> Held {
    let held = Held {
        hall,
        electors: electors(),
    };
    held.begin();
    held.nominate();
    held.freeze_roll();
    held.make_keys();
    held.open_boxes();
    held.poll();
    held.remove_ballots();
    held.close();
    held.read_post();
    held.count();
    held.declare();
    held
}

impl Held {
    fn begin(&self) {
        let hall = &self.hall;
        hall.write("rulebook.toml", RULEBOOK);
        for agent in ["ash", "birch"] {
            hall.done(&format!(
                "witness generate --name agent-of-{agent}.example --out {agent}.key --public {agent}.vkey --plain"
            ));
        }
        hall.now("2027-01-20T10:00:00");
        hall.done(
            "contest init rulebook.toml --mock --origin mock.example/leader-2027 --by \"The secretary\" \
             --witness ash.vkey --witness birch.vkey --quorum 2",
        );
        hall.refused("contest open", "the roll is not frozen yet (roll.freeze)");
    }

    fn nominate(&self) {
        let hall = &self.hall;
        hall.now("2027-02-01T09:00:00");
        for (post, id, name) in [
            ("leader", "birch", "Bo Birch"),
            ("leader", "ash", "Ada Ash"),
            ("leader", "cedar", "Cy Cedar"),
            ("leader", "dogwood", "Dan Dogwood"),
            ("deputy", "elm", "Di Elm"),
            ("deputy", "fir", "Ed Fir"),
        ] {
            hall.done(&format!("contest candidate --post {post} {id} \"{name}\""));
        }
        let nominate = |post: &str, branch: &str, candidate: &str| {
            hall.done(&format!(
                "contest nominate --post {post} --stage nominations --body branch {branch} \"{branch} branch\" \
                 --candidate {candidate} --how \"members' meeting\""
            ));
        };
        for (branch, candidate) in [
            ("north", "ash"),
            ("south", "ash"),
            ("east", "birch"),
            ("west", "birch"),
            ("hill", "cedar"),
            ("dale", "cedar"),
            ("lake", "dogwood"),
            ("wood", "dogwood"),
        ] {
            nominate("leader", branch, candidate);
        }
        for (branch, candidate) in [
            ("north", "elm"),
            ("south", "elm"),
            ("east", "fir"),
            ("west", "fir"),
        ] {
            nominate("deputy", branch, candidate);
        }
        hall.now("2027-02-10T12:00:00");
        hall.done("contest withdraw --post leader dogwood --note \"by letter\"");
        // A ruling, an appeal against it, and the ruling that decides the appeal.
        let dale = "nomination --post leader --stage nominations dale";
        hall.done(&format!(
            "contest rule r-1 --disallow --reasons \"The meeting was not quorate.\" {dale}"
        ));
        hall.done("contest appeal a-1 --ruling r-1 --grounds \"The register shows 41 present.\" --by \"Cy Cedar\"");
        hall.done(&format!(
            "contest rule r-2 --allow --supersedes r-1 --reasons \"The register of the meeting was produced.\" {dale}"
        ));
        hall.now("2027-02-21T09:00:00");
        hall.refused(
            "contest nominate --post leader --stage nominations --body branch moor \"Moor branch\" --candidate ash",
            "stage 'nominations'",
        );
        for post in ["leader", "deputy"] {
            hall.done(&format!("contest nominees --post {post}"));
        }
    }

    fn freeze_roll(&self) {
        let hall = &self.hall;
        hall.now("2027-02-26T09:00:00");
        hall.write("roll.csv", roll(&self.electors));
        hall.done("contest roll import roll.csv");
        hall.done("contest roll freeze");
    }

    /// The server's key, and three trustees of whom two suffice.
    fn make_keys(&self) {
        let hall = &self.hall;
        hall.done("trustee generate --out server.key --public server.json --plain");
        for place in [1, 2, 3] {
            hall.done(&format!(
                "trustee seed --place {place} --size 3 --threshold 2 --out seed-{place} --certificate certificate-{place}.json --plain"
            ));
        }
        hall.done("trustee certificates certificate-1.json certificate-2.json certificate-3.json --out certificates.json");
        for place in [1, 2, 3] {
            hall.done(&format!(
                "trustee polynomial --seed seed-{place} --certificates certificates.json --out polynomial-{place}.json"
            ));
        }
        hall.done(
            "trustee sort --certificates certificates.json polynomial-1.json polynomial-2.json polynomial-3.json --out incoming",
        );
        for place in [1, 2, 3] {
            hall.done(&format!(
                "trustee accept --seed seed-{place} --certificates certificates.json \
                 --incoming incoming/incoming-{place}.json --out outgoing-{place}.json"
            ));
        }
        hall.done(
            "trustee assemble --certificates certificates.json --polynomials polynomial-1.json polynomial-2.json polynomial-3.json \
             --outgoing outgoing-1.json outgoing-2.json outgoing-3.json --out threshold.json",
        );
        hall.done("trustee join server.json threshold.json --out trustees.json");
    }

    fn open_boxes(&self) {
        let hall = &self.hall;
        hall.now("2027-02-27T09:00:00");
        for (section, ..) in SECTIONS {
            let uuid = hall.done("seal uuid").trim().to_owned();
            let ids = hall.call(&format!("contest roll list --section {section}"));
            hall.write(&format!("{section}/roll.txt"), ids.out);
            hall.done(&format!(
                "registrar issue {section}/roll.txt --election {uuid} --out {section}/credentials --links {section}/links.csv"
            ));
            hall.write(
                &format!("{section}/questions.toml"),
                hall.call(&format!("contest questions {section}")).out,
            );
            hall.done(&format!(
                "seal setup --uuid {uuid} --name \"Mock 2027, {section}\" --questions {section}/questions.toml \
                 --trustees trustees.json --credentials {section}/credentials/public.json --out {section}/setup.bel"
            ));
            hall.done(&format!("contest box {section} {section}/setup.bel"));
            hall.done(&format!(
                "contest credentials {section} {section}/links.csv"
            ));
            hall.write(&format!("{section}/uuid"), uuid);
        }
    }

    fn poll(&self) {
        let hall = &self.hall;
        hall.refused(
            "contest open",
            "is before 2027-03-01T09:00:00, when the poll opens (ballot.window)",
        );
        hall.now("2027-03-01T09:00:00");
        hall.done("contest open");
        // Who sends a paper first has voted by post.
        for (section, ..) in SECTIONS {
            self.receive(&format!("early-{section}"), section, &[Way::PostThenOnline]);
        }
        self.cast(&[Way::Online, Way::OnlineThenPost, Way::Removed], 0);
        self.give_receipts();
        self.cast(&[Way::PostThenOnline], 1);
        hall.now("2027-03-10T09:00:00");
        for (section, ..) in SECTIONS {
            let rejected = self.ids(section, &[Way::Rejected]);
            hall.write("rejected.txt", rejected.join("\n"));
            hall.done(&format!(
                "contest paper receive --batch post-{section} --section {section} --rejected \"no signature\" --electors rejected.txt"
            ));
            self.receive(
                &format!("post-{section}"),
                section,
                &[Way::Post, Way::OnlineThenPost],
            );
            hall.done(&format!("contest paper batch early-{section}"));
            hall.done(&format!("contest paper batch post-{section}"));
        }
        hall.refused(
            "contest close",
            "is before 2027-03-20T12:00:00, when the poll closes (ballot.window)",
        );
    }

    fn ids(&self, section: &str, ways: &[Way]) -> Vec<String> {
        let electors = self.electors.iter();
        electors
            .filter(|elector| elector.section == section && ways.contains(&elector.way))
            .map(|elector| elector.id.clone())
            .collect()
    }

    fn receive(&self, batch: &str, section: &str, ways: &[Way]) {
        self.hall
            .write("received.txt", self.ids(section, ways).join("\n"));
        self.hall.done(&format!(
            "contest paper receive --batch {batch} --section {section} --electors received.txt"
        ));
    }

    /// Seals a ballot for each elector who votes in one of these ways, and casts them.
    fn cast(&self, ways: &[Way], code: i32) {
        let hall = &self.hall;
        for (section, ..) in SECTIONS {
            let setup = hall.read(&format!("{section}/setup.bel"));
            let poll = Poll::open(setup.as_slice()).expect("the setup reads");
            let table = hall.text(&format!("{section}/credentials/credentials.csv"));
            let credential = |id: &str| -> Credential {
                let line = table
                    .lines()
                    .find_map(|line| line.strip_prefix(&format!("{id},")));
                line.expect("the elector has a credential")
                    .parse()
                    .expect("it reads")
            };
            let mut lines = Vec::new();
            for elector in self
                .electors
                .iter()
                .filter(|elector| elector.section == section && ways.contains(&elector.way))
            {
                let answers = [elector.leader.clone(), elector.deputy.clone()];
                let ballot = Ballot::seal(
                    poll.setup().election(),
                    &credential(&elector.id),
                    &answers,
                    &mut system(),
                );
                let ballot = ballot.expect("the answers can be sealed");
                if elector.way == Way::Removed {
                    hall.write(&format!("{section}/removed"), ballot.tracker());
                }
                lines.extend_from_slice(ballot.text());
                lines.push(b'\n');
            }
            if lines.is_empty() {
                continue;
            }
            hall.write(&format!("{section}/ballots.jsonl"), lines);
            let told = hall.ends(
                &format!("contest cast {section} {section}/ballots.jsonl"),
                code,
            );
            if code == 1 {
                assert!(told.contains("a paper came by post"), "{told}");
            }
        }
    }

    /// While the poll is open voters are given receipts.
    fn give_receipts(&self) {
        for (section, ..) in SECTIONS {
            let tracker = self.hall.text(&format!("{section}/removed"));
            self.hall.done(&format!(
                "contest receipt {section} {tracker} --out {section}.tlog-proof"
            ));
        }
    }

    /// Between the close of the poll and the close of the boxes, rulings remove ballots.
    fn remove_ballots(&self) {
        let hall = &self.hall;
        hall.now("2027-03-20T12:00:00");
        hall.done("contest close --poll-only");
        for (number, (section, ..)) in SECTIONS.into_iter().enumerate() {
            let tracker = hall.text(&format!("{section}/removed"));
            hall.done(&format!(
                "contest rule out-{number} --allow --reasons \"The elector died before the poll opened.\" \
                 ballots --box {section} --reason death {tracker}"
            ));
        }
        hall.refused(
            "contest cast members members/ballots.jsonl",
            "the poll is closed (ballot.window)",
        );
    }

    /// Boxes are closed; the server and one trustee shuffle; the server and two decrypt.
    fn close(&self) {
        let hall = &self.hall;
        hall.now("2027-03-20T12:30:00");
        hall.done("contest close");
        for (section, ..) in SECTIONS {
            let key = "--key server.key";
            let first = "--seed seed-1";
            self.step(section, "shuffle", 1, key, "");
            self.step(section, "shuffle", 2, first, "");
            let third = "--seed seed-3";
            self.step(section, "shuffle", 4, third, "");
            let statements = format!(
                "--statements {section}/shuffle-1.s.json {section}/shuffle-2.s.json {section}/shuffle-4.s.json"
            );
            self.step(section, "decrypt", 1, key, &statements);
            self.step(
                section,
                "decrypt",
                2,
                &format!("{first} --outgoing outgoing-1.json"),
                &statements,
            );
            self.step(
                section,
                "decrypt",
                4,
                &format!("{third} --outgoing outgoing-3.json"),
                &statements,
            );
        }
    }

    /// A trustee works from the archive as it stands, and hands in what was made.
    fn step(&self, section: &str, verb: &str, trustee: usize, key: &str, more: &str) {
        let hall = &self.hall;
        let archive = format!("{section}/{verb}-{trustee}.bel");
        let reach = if verb == "decrypt" {
            "decryption"
        } else {
            "whole"
        };
        hall.done(&format!(
            "contest archive {section} --as {reach} --out {archive}"
        ));
        let event = hall.done(&format!("seal verify {archive} --unfinished"));
        let event = event
            .lines()
            .find_map(|line| line.strip_prefix("last event   "))
            .expect("there is one");
        let made = format!("{section}/{verb}-{trustee}");
        hall.done(&format!(
            "trustee {verb} {archive} --event {event} {more} {key} --out {made}.json --statement {made}.s.json"
        ));
        hall.done(&format!(
            "contest append {section} {made}.json --statement {made}.s.json"
        ));
    }

    /// Every batch is entered twice; one paper is read differently, and adjudicated.
    fn read_post(&self) {
        let hall = &self.hall;
        hall.now("2027-03-20T14:00:00");
        let batches = SECTIONS.into_iter().flat_map(|(section, ..)| {
            [("early", Way::PostThenOnline), ("post", Way::Post)]
                .map(|(batch, way)| (format!("{batch}-{section}"), section, [way]))
        });
        for (batch, section, ways) in batches {
            for (post, head) in [
                ("leader", "paper,ash,birch,cedar"),
                ("deputy", "paper,elm,fir"),
            ] {
                for name in ["Una", "Vic"] {
                    let csv = self.entry(
                        section,
                        &ways,
                        post,
                        head,
                        name == "Vic" && batch == "post-members",
                    );
                    hall.write("entry.csv", csv);
                    hall.done(&format!(
                        "contest paper enter --batch {batch} --post {post} --by {name} entry.csv"
                    ));
                }
            }
            if batch == "post-members" {
                let told = hall.ends(&format!("contest paper compare --batch {batch}"), 4);
                assert!(told.contains("leader"), "{told}");
                let ranks = self.marks(section, &ways);
                hall.done(&format!(
                    "contest paper adjudicate --batch {batch} --post leader --paper 1 --by Wyn --marks \"{ranks}\" \
                     --rule \"a figure is what most people would read\""
                ));
            }
            hall.done(&format!("contest paper count --batch {batch}"));
        }
    }

    /// What somebody reads of a batch; one clerk misreads the first paper for leader.
    fn entry(&self, section: &str, ways: &[Way], post: &str, head: &str, misread: bool) -> String {
        let mut csv = format!("{head}\n");
        for (number, elector) in (1..).zip(self.of(section, ways)) {
            let ranks = if post == "leader" {
                &elector.leader
            } else {
                &elector.deputy
            };
            let mut cells: Vec<String> = ranks
                .iter()
                .map(|&rank| {
                    if rank == 0 {
                        String::new()
                    } else {
                        rank.to_string()
                    }
                })
                .collect();
            if misread && number == 1 && post == "leader" {
                cells = vec!["1".to_owned(), "1".to_owned(), String::new()];
            }
            csv.push_str(&format!("{number},{}\n", cells.join(",")));
        }
        csv
    }

    fn of(&self, section: &str, ways: &[Way]) -> Vec<&Elector> {
        let electors = self.electors.iter();
        electors
            .filter(|elector| elector.section == section && ways.contains(&elector.way))
            .collect()
    }

    /// The first paper of a batch, as it really is.
    fn marks(&self, section: &str, ways: &[Way]) -> String {
        let ranks = &self.of(section, ways)[0].leader;
        let marks = ["ash", "birch", "cedar"]
            .into_iter()
            .zip(ranks)
            .filter(|(_, rank)| **rank > 0);
        marks
            .map(|(id, rank)| format!("{id}={rank}"))
            .collect::<Vec<_>>()
            .join(",")
    }

    fn count(&self) {
        let hall = &self.hall;
        hall.now("2027-03-21T09:00:00");
        hall.done("contest tally");
        hall.done("contest provisional --post leader --to \"Ash's agent\" --to \"Birch's agent\" --embargo 2027-03-21T18:00:00 --out provisional.json");
        let tie = hall.ends(
            "contest provisional --post deputy --to \"Elm's agent\" --out deputy.json",
            3,
        );
        assert!(tie.contains("tie among elm, fir"), "{tie}");
        hall.done("contest lots --post deputy --stage 1 --among elm fir --excluded fir --note \"drawn before both agents\"");
        hall.done("contest recount rc-1 --post leader --reasons \"The second stage was close.\" --by \"Birch's agent\"");
        hall.refused(
            "contest declare",
            "the request 'rc-1' for a recount is undecided",
        );
        hall.done("contest rule rc --disallow --reasons \"The papers were counted twice, by two programs.\" recount rc-1");
    }

    fn declare(&self) {
        let hall = &self.hall;
        hall.refused(
            "contest declare",
            "the scrutineer has not reported, and the result waits for it (statutory.scrutineer)",
        );
        hall.done("contest scrutineer-report --by \"An independent scrutineer\"");
        let told = hall.done("contest declare --certified-by \"The secretary\"");
        assert!(told.contains("mock, nobody is elected"), "{told}");
        hall.done("contest checkpoint --out last.txt");
        let events = hall.call("contest log").out;
        hall.write("events.jsonl", &events);
        let key = log_key(&events);
        for agent in ["ash", "birch"] {
            hall.done(&format!(
                "witness cosign last.txt --events events.jsonl --log-key {key} --key {agent}.key --seen {agent}.seen --out {agent}.txt"
            ));
        }
        hall.done("contest checkpoint --cosigned ash.txt --cosigned birch.txt");
        hall.done("contest bundle --out bundle.hustings");
        hall.done("contest pages --out public");
        for post in ["leader", "deputy"] {
            let page = hall.text(&format!("public/{post}/declaration.html"));
            assert!(page.contains("Mock contest: nobody is elected."));
        }
    }
}

/// The key that the log's second entry names.
fn log_key(events: &str) -> String {
    let second = events.lines().nth(1).expect("the log is established");
    let second: serde_json::Value = serde_json::from_str(second).expect("an event is JSON");
    second["key"].as_str().expect("it has a key").to_owned()
}
