//! Files that are well formed: every format, all that it allows.

use hustings_count::read::{
    Options, PapersFile, PapersFormat, ReadError, Reader, blt, columns, detect, read,
};
use hustings_count::write::blt::{WriteError, write};
use hustings_count::{Papers, Seats, write};
use rstest::rstest;

use super::{candidates, ids, papers};

const THREE: [&str; 3] = ["Ada Ash", "Bo Birch", "Cy Cedar"];
const LINES: &str = "5 1 2 0\n2 3 0\n7 2 1 3 0\n4 0";

fn three() -> Papers {
    papers(&THREE, LINES)
}

#[rstest]
#[case::plain(
    "3 1\n5 1 2 0\n2 3 0\n7 2 1 3 0\n4 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"T\"\n"
)]
#[case::no_line_end_at_the_end(
    "3 1\n5 1 2 0\n2 3 0\n7 2 1 3 0\n4 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"T\""
)]
#[case::windows_line_ends(
    "3 1\r\n5 1 2 0\r\n2 3 0\r\n7 2 1 3 0\r\n4 0\r\n0\r\n\"Ada Ash\"\r\n\"Bo Birch\"\r\n\"Cy Cedar\"\r\n\"T\"\r\n"
)]
#[case::comments_empty_lines_and_blanks(
    "# 2026\n\n 3\t1 # sizes\n5 1 2 0# five\n#2 2 0\n2  3  0 \n\n7 2 1 3 0\n4 0\n 0 # the \"end\"\n\n \"Ada Ash\" # first\n\"Bo Birch\"\n#\n\"Cy Cedar\"\n\"T #1\"\n\n# bye\n"
)]
#[case::a_line_a_paper_in_another_order(
    "3 1\n7 2 1 3 0\n1 3 0\n2 1 2 0\n1 3 0\n4 0\n3 1 2 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"T\"\n"
)]
fn blt_is_read_however_it_is_laid_out(#[case] text: &str) {
    assert_eq!(detect(text.as_bytes()), Ok(PapersFormat::Blt));
    assert_eq!(read(text.as_bytes()), Ok(three()));
}

#[rstest]
#[case::byte_order_mark(
    "\u{feff}3 1\n5 1 2 0\n2 3 0\n7 2 1 3 0\n4 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"T\"\n"
)]
#[case::nicknames(
    "3 1\n[nick ash birch cedar]\n5 ash birch 0\n2 cedar 0\n7 birch 1 cedar 0\n4 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"T\"\n"
)]
#[case::parties_and_white_space(
    "3 1\n5 1 2 0\n2 3 0\n7 2 1 3 0\n4 0\n0\n\"Ada Ash \" \"Greens\"\n\" Bo Birch\" # independent\n\"Cy Cedar\"\n\"T\"\n"
)]
#[case::source_comment_and_remarks(
    "3 1\n5 1 2 0\n2 3 0\n7 2 1 3 0\n4 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"T\"\n\"A source\"\n\"A comment\"\nFirst Prefs\n 5 7 2\n"
)]
#[case::options_that_do_not_count(
    "3 1\n[droop meek omega=6]\n5 1 2 0\n2 3 0\n7 2 1 3 0\n4 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"T\"\n"
)]
fn blt_is_read_in_its_dialects(#[case] text: &str) {
    assert_eq!(detect(text.as_bytes()), Ok(PapersFormat::Blt));
    assert_eq!(read(text.as_bytes()), Ok(three()));
}

#[test]
fn blt_with_ids_is_a_line_a_paper() {
    let text = "2 1\n(B-1) 1 2 0\n(B-2) 1 2 0\n(paper 3) 2 0\n(4) 0\n0\n\"Ada\"\n\"Bo\"\n\"T\"\n";
    assert_eq!(
        read(text.as_bytes()),
        Ok(papers(&["Ada", "Bo"], "2 1 2 0\n1 2 0\n1 0"))
    );
}

#[rstest]
#[case("-2 -3\n")]
#[case("-2\n-3\n")]
#[case("[withdrawn 3 2]\n")]
#[case("[nick a b c]\n[withdrawn b -c]\n")]
fn blt_names_the_withdrawn_before_the_papers(#[case] line: &str) {
    let text = format!("3 1\n{line}5 1 2 0\n0\n\"Ada\"\n\"Bo\"\n\"Cy\"\n\"T\"\n");
    let papers = read(text.as_bytes()).unwrap();
    let withdrawn: Vec<usize> = papers.withdrawn().iter().map(|place| place.get()).collect();
    assert_eq!(withdrawn, [1, 2]);
    assert_eq!(papers.counted().get(), 5);
}

const PREFLIB: &str = "# FILE NAME: 00001.soi\n# TITLE: A poll\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 18\n# NUMBER UNIQUE ORDERS: 4\n# ALTERNATIVE NAME 1: Ada Ash\n# ALTERNATIVE NAME 2: Bo Birch\n# ALTERNATIVE NAME 3: Cy Cedar\n7: 2,1,3\n5: 1,2\n4:\n2: 3\n";

#[rstest]
#[case::as_it_is_kept(PREFLIB.to_owned())]
#[case::windows_line_ends(PREFLIB.replace('\n', "\r\n"))]
#[case::spaces_and_braces(PREFLIB.replace("7: 2,1,3", " 7 : {2} , 1, { 3 } "))]
fn preflib_is_read_however_it_is_laid_out(#[case] text: String) {
    assert_eq!(detect(text.as_bytes()), Ok(PapersFormat::PrefLib));
    assert_eq!(read(text.as_bytes()), Ok(three()));
}

fn read_with(bytes: &[u8], candidates: &[&str]) -> Result<PapersFile, ReadError> {
    let mut reader = Reader::new(Options {
        candidates: Some(candidates.iter().map(|name| (*name).to_owned()).collect()),
        ..Options::default()
    });
    reader.push(bytes)?;
    reader.finish()
}

#[test]
fn preflib_without_a_head_is_read_with_the_names_that_are_given() {
    let file = read_with(b"7: 2,1,3\n5: 1,2\n4:\n2: 3\n", &THREE).unwrap();
    assert_eq!(file.papers, three());
    assert_eq!(
        (file.format, file.title, file.seats),
        (PapersFormat::PrefLib, None, None)
    );
}

#[test]
fn names_that_are_given_order_the_candidates_of_a_file_and_must_be_theirs() {
    let csv = b"first,second\nBo,Ada\n";
    let file = read_with(csv, &["Cy", "Bo", "Ada"]).unwrap();
    assert_eq!(file.papers, papers(&["Cy", "Bo", "Ada"], "1 2 3 0"));
    assert_eq!(
        read_with(csv, &["Cy", "Bo"]).unwrap_err().to_string(),
        "line 1, column 1: “Ada” stands on the papers but is not a candidate; are these the papers of this poll, and is the name written the same?"
    );
}

#[rstest]
#[case::with_numbers("papers,Ada Ash,Bo Birch,Cy Cedar\n5,1,2,\n2,,,1\n7,2,1,3\n4,,,\n")]
#[case::blank_papers_first("papers,Ada Ash,Bo Birch,Cy Cedar\n4,,,\n5,1,2,\n2,,,1\n7,2,1,3\n")]
#[case::byte_order_mark(
    "\u{feff}papers,Ada Ash,Bo Birch,Cy Cedar\r\n5,1,2,\r\n2,,,1\r\n7,2,1,3\r\n4,,,\r\n"
)]
fn csv_with_a_column_a_candidate_is_read(#[case] text: &str) {
    assert_eq!(read(text.as_bytes()), Ok(three()));
}

#[test]
fn csv_with_a_column_a_candidate_may_have_ids() {
    let text = "Ballot ID,Ada,Bo\nB1,1,2\nB2,2,1\nB3,,\nB4,1,2\n";
    assert_eq!(
        read(text.as_bytes()),
        Ok(papers(&["Ada", "Bo"], "2 1 2 0\n1 2 1 0\n1 0"))
    );
}

#[test]
fn the_format_the_seats_and_the_title_are_said() {
    let of = |text: &str| {
        let mut reader = Reader::new(Options::default());
        reader.push(text.as_bytes()).unwrap();
        let file = reader.finish().unwrap();
        (file.format, file.seats, file.title)
    };
    let title = Some("A poll".to_owned());
    assert_eq!(
        of("1 2\n0\n\"Ada\"\n\"A poll\"\n"),
        (PapersFormat::Blt, Some(Seats(2)), title.clone())
    );
    assert_eq!(of(PREFLIB), (PapersFormat::PrefLib, None, title));
    assert_eq!(of("first\nAda\n"), (PapersFormat::Columns, None, None));
    assert_eq!(of("Ada\n1\n"), (PapersFormat::Grid, None, None));
}

#[test]
fn a_file_that_is_refused_stays_refused() {
    let mut reader = Reader::new(Options::default());
    reader.push(b"1 1\n1 7 0\n").unwrap();
    let refused = reader.push(b"\"Ada\"\n").unwrap_err();
    assert_eq!(refused.at.line, 2);
    assert_eq!(reader.push(b"0\n"), Err(refused.clone()));
    assert_eq!(reader.finish(), Err(refused));
}

#[test]
fn preflib_is_written_with_its_head_most_papers_first() {
    let text = write::preflib::write(&three(), "A poll").unwrap();
    assert_eq!(
        text,
        "# TITLE: A poll\n# DATA TYPE: soi\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 18\n# NUMBER UNIQUE ORDERS: 4\n# ALTERNATIVE NAME 1: Ada Ash\n# ALTERNATIVE NAME 2: Bo Birch\n# ALTERNATIVE NAME 3: Cy Cedar\n7: 2,1,3\n5: 1,2\n2: 3\n4:\n"
    );
    assert_eq!(read(text.as_bytes()), Ok(three()));
    let complete = papers(&["Ada", "Bo"], "2 1 2 0");
    assert_eq!(write::preflib::DataType::of(&complete).ending(), "soc");
}

#[test]
fn what_preflib_cannot_hold_is_not_written() {
    use write::preflib::{WriteError, write};
    let mut papers = papers(&["Ada"], "1 1 0");
    assert_eq!(
        write(&papers, " T"),
        Err(WriteError::Title(" T".to_owned()))
    );
    papers
        .withdraw(hustings_count::papers::CandidateIndex::new(0).unwrap())
        .unwrap();
    assert_eq!(write(&papers, "T"), Err(WriteError::BeforeTheCount));
    papers
        .spoil(hustings_count::papers::Spoilt::Overvote, 2)
        .unwrap();
    assert_eq!(write(&papers, "T"), Err(WriteError::Spoilt(2)));
    let none = Papers::new(candidates(&[("ada", "Ada")])).unwrap();
    assert_eq!(write(&none, "T"), Err(WriteError::Nothing));
}

#[test]
fn blt_keeps_its_seats_and_its_title_with_what_it_quotes() {
    let blt = blt::read_all(b"1 4\n0\n\"Ada # Ash\"\n\"A poll: #1\" # a comment\n").unwrap();
    assert_eq!(blt.seats, Seats(4));
    assert_eq!(blt.title, "A poll: #1");
    assert_eq!(blt.papers.candidates()[0].name, "Ada # Ash");
}

#[rstest]
#[case::with_numbers(
    "papers,first,second,third\n5,Ada Ash,Bo Birch,\n2,Cy Cedar,,\n7,Bo Birch,Ada Ash,Cy Cedar\n4,,,\n"
)]
#[case::called_count(
    "Count,1,2,3\n5,Ada Ash,Bo Birch,\n2,Cy Cedar,,\n7,Bo Birch,Ada Ash,Cy Cedar\n4,,,\n"
)]
#[case::rows_that_repeat(
    "papers,1,2,3\n1,Ada Ash,Bo Birch,\n2,Cy Cedar,,\n7,Bo Birch,Ada Ash,Cy Cedar\n4,Ada Ash,Bo Birch,\n4,,,\n"
)]
#[case::quoted_and_windows_line_ends(
    "\"papers\",\"first\",\"second\",\"third\"\r\n\"5\",\"Ada Ash\",Bo Birch,\"\"\r\n2,Cy Cedar,,\r\n7,Bo Birch,Ada Ash,Cy Cedar\r\n4,,,\r\n"
)]
#[case::empty_lines_at_the_end(
    "papers,1,2,3\n5,Ada Ash,Bo Birch,\n2,Cy Cedar,,\n7,Bo Birch,Ada Ash,Cy Cedar\n4,,,\n\n\r\n"
)]
fn csv_with_a_column_a_preference_is_read_however_it_is_laid_out(#[case] text: &str) {
    assert_eq!(detect(text.as_bytes()), Ok(PapersFormat::Columns));
    assert_eq!(read(text.as_bytes()), Ok(three()));
}

#[test]
fn csv_without_a_column_of_numbers_is_a_row_a_paper() {
    let text = "rank1,rank2\nBo,Ada\nAda,\nBo,Ada\n,\nBo,\n";
    assert_eq!(
        read(text.as_bytes()),
        Ok(papers(&["Ada", "Bo"], "2 2 1 0\n1 1 0\n1 0\n1 2 0"))
    );
}

#[rstest]
#[case("First,SECOND,third")]
#[case("1st,2nd,3rd")]
#[case("1st choice,2nd choice,3rd choice")]
#[case("first preference,Second Preference,third_preference")]
#[case("rank1,rank2,rank3")]
#[case("Choice 1,Choice 2,Choice 3")]
#[case("preference_1,pref-2,Vote 3")]
fn csv_names_its_preferences_in_many_ways(#[case] header: &str) {
    let rows = "Ada Ash,Bo Birch,\nCy Cedar,,\nBo Birch,Ada Ash,Cy Cedar\n";
    let without = papers(&THREE, "1 1 2 0\n1 3 0\n1 2 1 3 0");
    assert_eq!(read(format!("{header}\n{rows}").as_bytes()), Ok(without));
    let with = format!(
        "COUNT,{header}\n5,Ada Ash,Bo Birch,\n2,Cy Cedar,,\n7,Bo Birch,Ada Ash,Cy Cedar\n4,,,\n"
    );
    assert_eq!(read(with.as_bytes()), Ok(three()));
}

#[test]
fn csv_quotes_names_with_commas() {
    let text = "first,second\r\n\"Ash, Ada\",\"Birch, \"\"Bo\"\"\"\r\n\"Ash, Ada\",\r\n";
    let papers = columns::read(text.as_bytes()).unwrap();
    let names: Vec<_> = papers
        .candidates()
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    assert_eq!(names, ["Ash, Ada", "Birch, \"Bo\""]);
    assert_eq!(papers.counted().get(), 2);
}

#[test]
fn csv_of_one_preference_writes_a_blank_paper_as_an_empty_quotation() {
    let text = "first\nAda\n\"\"\nBo\nAda\n";
    assert_eq!(
        read(text.as_bytes()),
        Ok(papers(&["Ada", "Bo"], "2 1 0\n1 2 0\n1 0"))
    );
}

#[test]
fn csv_candidates_stand_in_the_order_of_the_bytes_of_their_names() {
    let papers = columns::read("1,2,3,4\nb,É,\"a \"\"x\"\", y\",Z\n".as_bytes()).unwrap();
    let names: Vec<_> = papers
        .candidates()
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    assert_eq!(names, ["Z", "a \"x\", y", "b", "É"]);
    let ids_: Vec<_> = papers.candidates().iter().map(|c| c.id.clone()).collect();
    assert_eq!(ids_, ids(&["z", "y", "b", "candidate-4"]));
}

#[test]
fn blt_is_written_with_rankings_in_order_and_blank_papers_last() {
    assert_eq!(
        write(&three(), Seats::ONE, "A poll: #1").unwrap(),
        "3 1\n5 1 2 0\n7 2 1 3 0\n2 3 0\n4 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"A poll: #1\"\n"
    );
}

#[test]
fn more_papers_than_a_blt_line_can_stand_for_are_written_on_several() {
    let most = Papers::MAX_ALIKE;
    let more = papers(
        &["Ada"],
        &format!("{most} 1 0\n{most} 1 0\n3 1 0\n{most} 0\n1 0"),
    );
    let text = write(&more, Seats::ONE, "T").unwrap();
    assert_eq!(
        text,
        format!("1 1\n{most} 1 0\n{most} 1 0\n3 1 0\n{most} 0\n1 0\n0\n\"Ada\"\n\"T\"\n")
    );
    assert_eq!(read(text.as_bytes()), Ok(more));
}

#[test]
fn what_blt_cannot_hold_is_not_written() {
    let of = |name| Papers::new(candidates(&[("ada", name)])).unwrap();
    let quoted = "Ada \"A\" Ash";
    assert_eq!(
        write(&of(quoted), Seats::ONE, "T"),
        Err(WriteError::QuotationMark(quoted.to_owned()))
    );
    let title = "T\n\"Eve\"".to_owned();
    assert_eq!(
        write(&of("Ada"), Seats::ONE, &title),
        Err(WriteError::TitleControl(title))
    );
    let mut spoilt = of("Ada");
    spoilt
        .spoil(hustings_count::papers::Spoilt::Repeated, 3)
        .unwrap();
    assert_eq!(write(&spoilt, Seats::ONE, "T"), Err(WriteError::Spoilt(3)));
    let nobody = Papers::new(Vec::new()).unwrap();
    assert_eq!(
        write(&nobody, Seats::ONE, "T"),
        Err(WriteError::NoCandidates)
    );
}

#[test]
fn a_line_of_400_000_skipped_preferences_is_a_blank_paper() {
    let skipped = "- ".repeat(400_000);
    let blt = format!("2 1\n1 {skipped}0\n2 2 0\n0\n\"Ada\"\n\"Bo\"\n\"T\"\n");
    let papers = read(blt.as_bytes()).expect("the papers are well formed");
    assert_eq!((papers.blank().get(), papers.counted().get()), (1, 2));
}

#[test]
fn a_line_that_names_one_withdrawn_candidate_400_000_times_is_read_as_one() {
    let withdrawn = "-1 ".repeat(400_000);
    let blt = format!("2 1\n{withdrawn}\n2 2 0\n0\n\"Ada\"\n\"Bo\"\n\"T\"\n");
    let papers = read(blt.as_bytes()).expect("the papers are well formed");
    assert_eq!(papers.withdrawn().len(), 1);
}
