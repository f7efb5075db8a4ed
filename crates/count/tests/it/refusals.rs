//! Files that are not well formed: each is refused with its place, the reason and the remedy.

use hustings_count::read::read;
use rstest::rstest;

fn refusal(bytes: &[u8]) -> String {
    read(bytes).expect_err("the file is refused").to_string()
}

#[rstest]
#[case::nothing(b"", "line 1, column 1: the file is empty; is it the right one?")]
#[case::white_space(
    b" \n\r\n\t",
    "line 1, column 1: the file is empty; is it the right one?"
)]
#[case::byte_order_mark(
    "\u{feff}3 1\n".as_bytes(),
    "line 1, column 1: the file begins with a byte order mark; save it as UTF-8 without one"
)]
#[case::latin_1(
    b"1 1\n0\n\"Ada\"\n\"Z\xe9\"\n",
    "line 4, column 3: the bytes here are not UTF-8; save the file as UTF-8"
)]
#[case::comments_only(b"# nothing\n#\n", UNKNOWN_AT_1)]
#[case::json(b"{\"papers\": []}", UNKNOWN_AT_1)]
#[case::preflib(b"# FILE NAME: 00030.soi\n34: 4\n", UNKNOWN_AT_2)]
fn what_is_no_file_of_papers_is_refused(#[case] bytes: &[u8], #[case] message: &str) {
    assert_eq!(refusal(bytes), message);
}

const UNKNOWN_AT_1: &str = "line 1, column 1: this is neither BLT, which begins with the number of candidates and of seats, nor CSV, which begins with a row of column names; write the papers in one of them";
const UNKNOWN_AT_2: &str = "line 2, column 1: this is neither BLT, which begins with the number of candidates and of seats, nor CSV, which begins with a row of column names; write the papers in one of them";
const FIRST_LINE: &str = "line 1, column 1: the first line must be the number of candidates and the number of seats, such as “5 1”, and nothing else; correct it";

/// Two candidates, whose papers are in the test.
fn blt(papers: &str) -> String {
    format!("2 1\n{papers}\n0\n\"Ada\"\n\"Bo\"\n\"T\"\n")
}

#[rstest]
#[case::candidate_out_of_range(
    "1 1 2 0\n3 2 9 0",
    "line 3, column 5: candidate 9 does not exist, the first line says there are 2; correct the one or the other"
)]
#[case::candidate_far_out_of_range(
    "1 4294967297 0",
    "line 2, column 3: candidate 4294967297 does not exist, the first line says there are 2; correct the one or the other"
)]
#[case::candidate_twice(
    "1 1 2 1 0",
    "line 2, column 7: candidate 1 stands twice on this paper; take one out, or set the paper aside for adjudication"
)]
#[case::no_0(
    "1 1 2",
    "line 2, column 6: the paper does not end with 0; add it, or is the line cut off?"
)]
#[case::number_of_papers_only(
    "5",
    "line 2, column 2: the paper does not end with 0; add it, or is the line cut off?"
)]
#[case::two_papers_on_a_line(
    "1 1 0 1 2 0",
    "line 2, column 7: there is text after the 0 that ends the paper; a line holds one paper, take out the rest"
)]
#[case::preference_0_in_the_middle(
    "1 1 0 2 0",
    "line 2, column 7: there is text after the 0 that ends the paper; a line holds one paper, take out the rest"
)]
#[case::no_papers(
    "0 1 0",
    "line 2, column 1: this line stands for 0 papers; take it out, or give the number of papers"
)]
#[case::a_word(
    "1 Ada 0",
    "line 2, column 3: “Ada” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::a_fraction(
    "1.5 1 0",
    "line 2, column 1: “1.5” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::a_sign(
    "+1 1 0",
    "line 2, column 1: “+1” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::a_leading_zero(
    "1 01 0",
    "line 2, column 3: “01” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::another_space(
    "1\u{a0}1 0",
    "line 2, column 1: “1\u{a0}1” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::too_large_a_number(
    "99999999999999999999 1 0",
    "line 2, column 1: 99999999999999999999 is too large a number; is it mistyped?"
)]
#[case::withdrawn(
    "-2\n1 1 0",
    "line 2, column 1: “-2” declares candidates withdrawn, which is not supported yet; take them out of the candidates and the papers, and number the others anew"
)]
#[case::equal_preferences(
    "1 1=2 0",
    "line 2, column 3: “1=2” gives equal preferences, which is not supported yet; put one candidate before the other, or set the paper aside for adjudication"
)]
#[case::skipped_preference(
    "1 - 2 0",
    "line 2, column 3: “-” skips a preference, which is not supported yet; end the paper before it, or set the paper aside for adjudication"
)]
#[case::a_name(
    "1 1 0\n\"Ada\"",
    "line 3, column 1: a name stands here before the line 0 that ends the papers; add that line"
)]
#[case::the_first_of_two_bad_lines(
    "1 1 0\n1 2 2 0\n1 7 0\n1 2 2 0",
    "line 3, column 5: candidate 2 stands twice on this paper; take one out, or set the paper aside for adjudication"
)]
// Candidate 2 is bad from line 3 on, but line 2 comes again after it: the first line of the file is named.
#[case::a_bad_line_that_repeats(
    "1 9 0\n1 8 0\n1 9 0",
    "line 2, column 3: candidate 9 does not exist, the first line says there are 2; correct the one or the other"
)]
#[case::columns_are_characters(
    "1 é 0",
    "line 2, column 3: “é” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::more_papers_than_a_line_can_stand_for(
    "9007199254740991 1 0\n9007199254740992 2 0",
    "line 3, column 1: 9007199254740992 papers are more than 9007199254740991, the most that one line can stand for; correct the number, or divide it among lines"
)]
fn a_bad_paper_in_blt_is_refused(#[case] papers: &str, #[case] message: &str) {
    assert_eq!(refusal(blt(papers).as_bytes()), message);
}

#[rstest]
#[case::one_number("2\n1 1 0\n0\n\"Ada\"\n\"T\"\n", FIRST_LINE)]
#[case::three_numbers("2 1 7\n0\n\"Ada\"\n\"T\"\n", FIRST_LINE)]
#[case::no_candidates(
    "0 1\n0\n\"T\"\n",
    "line 1, column 1: the first line says there are no candidates; correct it"
)]
#[case::too_many_candidates(
    "1001 1\n",
    "line 1, column 1: there are more than 1000 candidates, the most there can be; is this the right file?"
)]
#[case::too_many_seats(
    "2 4294967296\n",
    "line 1, column 3: 4294967296 is too large a number; is it mistyped?"
)]
#[case::cut_off_among_the_papers(
    "2 1\n1 1 0\n1 2 0",
    "line 3, column 6: the file ends before the line 0 that ends the papers; add it, the names and the title, or is the file cut off?"
)]
#[case::cut_off_within_a_paper(
    "2 1\n1 1 0\n1 2",
    "line 3, column 4: the paper does not end with 0; add it, or is the line cut off?"
)]
#[case::cut_off_before_the_names(
    "2 1\n0\n",
    "line 3, column 1: the file ends after 0 of 2 names; add the others and the title, or is the file cut off?"
)]
#[case::cut_off_among_the_names(
    "2 1\n0\n\"Ada\"\n",
    "line 4, column 1: the file ends after 1 of 2 names; add the others and the title, or is the file cut off?"
)]
#[case::cut_off_within_a_name(
    "2 1\n0\n\"Ada\"\n\"B",
    "line 4, column 1: the quotation mark opened here is not closed on this line; close it, or is the file cut off?"
)]
#[case::no_title(
    "2 1\n0\n\"Ada\"\n\"Bo\"\n",
    "line 5, column 1: the file ends without a title, which follows the names in quotation marks; add it, or is a name missing, or the file cut off?"
)]
#[case::a_name_too_many(
    "2 1\n0\n\"Ada\"\n\"Bo\"\n\"Cy\"\n\"T\"\n",
    "line 6, column 1: a line too many: by the number of candidates in the first line, 2, “Cy” is the title, and nothing follows it; correct the number of candidates, or take out the line"
)]
#[case::something_after_the_title(
    "1 1\n0\n\"Ada\"\n\"T\"\n\n  1 1 0\n",
    "line 6, column 3: a line too many: by the number of candidates in the first line, 1, “T” is the title, and nothing follows it; correct the number of candidates, or take out the line"
)]
#[case::a_name_without_quotation_marks(
    "1 1\n0\n Ada\n\"T\"\n",
    "line 3, column 2: here should be the name of candidate 1 of 1 in quotation marks, since the papers ended with the line 0; correct it"
)]
#[case::a_paper_after_the_0(
    "1 1\n0\n1 1 0\n0\n\"Ada\"\n\"T\"\n",
    "line 3, column 1: here should be the name of candidate 1 of 1 in quotation marks, since the papers ended with the line 0; correct it"
)]
#[case::a_title_without_quotation_marks(
    "1 1\n0\n\"Ada\"\nT\n",
    "line 4, column 1: here should be the title in quotation marks, since all candidates have their names; correct it"
)]
#[case::a_control_character_in_the_title(
    "1 1\n0\n\"Ada\"\n\"T\t\"\n",
    "line 4, column 2: the title contains a control character; take it out"
)]
#[case::two_names_on_a_line(
    "2 1\n0\n\"Ada\" \"Bo\"\n\"T\"\n",
    "line 3, column 7: there is text after the closing quotation mark; take it out"
)]
#[case::one_name_twice(
    "3 1\n0\n\"Ada\"\n\"Bo\"\n\"Ada\"\n\"T\"\n",
    "line 5, column 2: “Ada” is the name of candidate 1 already; make the names different"
)]
#[case::an_empty_name(
    "1 1\n0\n\"\"\n\"T\"\n",
    "line 3, column 2: the name is empty; every candidate has a name"
)]
#[case::white_space_around_a_name(
    "1 1\n0\n\"Ada \"\n\"T\"\n",
    "line 3, column 2: the name begins or ends with white space; take it out"
)]
#[case::a_control_character_in_a_name(
    "1 1\n0\n\"A\tda\"\n\"T\"\n",
    "line 3, column 2: the name contains a control character; take it out"
)]
fn a_bad_blt_is_refused(#[case] text: &str, #[case] message: &str) {
    assert_eq!(refusal(text.as_bytes()), message);
}

#[rstest]
#[case::gap(
    "1,2,3\nAda,,Bo\n",
    "line 2, column 6: “Bo” stands after an empty cell, which skips a preference; leave cells empty only at the end of a row, or set the paper aside for adjudication"
)]
#[case::no_first_preference(
    "papers,1,2\n3,,Ada\n",
    "line 2, column 4: “Ada” stands after an empty cell, which skips a preference; leave cells empty only at the end of a row, or set the paper aside for adjudication"
)]
#[case::candidate_twice(
    "1,2,3\nAda,Bo,Ada\n",
    "line 2, column 8: candidate “Ada” stands twice on this paper; take one out, or set the paper aside for adjudication"
)]
#[case::a_cell_too_many(
    "1,2\nAda,Bo,\n",
    "line 2, column 8: this row has 3 cells, the header 2; take out what is too much"
)]
#[case::a_cell_too_few(
    "1,2,3\nAda,Bo,\nBo,Ada\n",
    "line 3, column 7: this row has 2 cells, the header 3; leave cells empty but do not leave them out, or is the file cut off?"
)]
#[case::an_empty_line(
    "papers,1,2\n1,Ada,\n\n1,Bo,\n",
    "line 3, column 1: this line is empty; take it out, or write a blank paper as “1,,”"
)]
#[case::a_column_without_a_name(
    "1,\n",
    "line 1, column 3: column 2 of the header has no name; name it, or if this row is a paper, put a header above it, such as “first,second”"
)]
#[case::an_empty_line_among_single_preferences(
    "first\nAda\n\nBo\n",
    "line 3, column 1: this line is empty; take it out, or write a blank paper as “\"\"”"
)]
#[case::a_paper_for_a_header(
    "Ada,Bo\nBo,Ada\nCy,Ada\n",
    "line 1, column 5: the first row should be a header, but “Bo” is a candidate on line 2, so that it looks like a paper; put a header above it, such as “first,second”"
)]
#[case::a_paper_with_its_number_for_a_header(
    "5,Ada,Bo\n3,Cy,Ada\n",
    "line 1, column 3: the first row should be a header, but “Ada” is a candidate on line 2, so that it looks like a paper; put a header above it, such as “first,second”"
)]
#[case::a_paper_for_a_header_before_any_bad_row(
    "Ada,Bo\nCy,Cy\nBo,Ada\n",
    "line 1, column 5: the first row should be a header, but “Bo” is a candidate on line 3, so that it looks like a paper; put a header above it, such as “first,second”"
)]
#[case::a_short_paper_for_a_header(
    "Ada,,\nBo,Ada,\n",
    "line 1, column 5: column 2 of the header has no name; name it, or if this row is a paper, put a header above it, such as “first,second”"
)]
#[case::the_header_again(
    "first,second\nAda,Bo\nfirst,second\nBo,\n",
    "line 3, column 1: this row repeats the header; take it out, or if the first row is a paper, put a header above it"
)]
#[case::the_header_again_with_numbers(
    "papers,1,2\n2,Ada,Bo\npapers,1,2\n",
    "line 3, column 1: this row repeats the header; take it out, or if the first row is a paper, put a header above it"
)]
#[case::one_preference_twice(
    "first,1,second\nAda,,\n",
    "line 1, column 7: “1” stands where preference 2 should; let the columns stand in the order of preferences, numbered from 1, each once"
)]
#[case::preferences_in_another_order(
    "papers,second,first\n3,Ada,Bo\n",
    "line 1, column 8: “second” stands where preference 1 should; let the columns stand in the order of preferences, numbered from 1, each once"
)]
#[case::preferences_from_0(
    "rank0,rank1\nAda,Bo\n",
    "line 1, column 1: “rank0” stands where preference 1 should; let the columns stand in the order of preferences, numbered from 1, each once"
)]
#[case::a_first_row_that_names_no_preferences(
    "Ada,Bo\nCy,Dee\n",
    "line 1, column 1: the first row should be a header such as “first,second” or “rank1,rank2”; “Ada” does not look like one; put a header above it"
)]
#[case::a_first_row_that_names_one_preference_only(
    "papers,first,Bo\n3,Cy,Dee\n",
    "line 1, column 14: the first row should be a header such as “first,second” or “rank1,rank2”; “Bo” does not look like one; put a header above it"
)]
#[case::one_paper_and_no_header(
    "Ada,Bo\n",
    "line 1, column 1: the first row should be a header such as “first,second” or “rank1,rank2”; “Ada” does not look like one; put a header above it"
)]
#[case::a_paper_with_its_number_and_no_candidate_again(
    "5,Ada\n3,Cy\n",
    "line 1, column 3: the first row should be a header such as “first,second” or “rank1,rank2”; “Ada” does not look like one; put a header above it"
)]
#[case::semicolons(
    "first;second\nAda;Bo\n",
    "line 1, column 6: this looks like a file whose cells are parted by ';'; save it with commas"
)]
#[case::tabs(
    "first\tsecond\nAda\tBo\n",
    "line 1, column 6: this looks like a file whose cells are parted by a tab; save it with commas"
)]
#[case::semicolons_below_a_header_of_one_column(
    "first\nAda;Bo\n",
    "line 2, column 1: the name contains ';'; if that parts the cells of this file, save it with commas, else take it out of the name"
)]
#[case::a_tab_in_a_quoted_name(
    "first,second\nAda,\"B\to\"\n",
    "line 2, column 5: the name contains a tab; if that parts the cells of this file, save it with commas, else take it out of the name"
)]
#[case::byte_order_mark(
    "\u{feff}first,second\nAda,Bo\n",
    "line 1, column 1: the file begins with a byte order mark; save it as UTF-8 without one"
)]
#[case::more_papers_than_a_line_can_stand_for(
    "papers,1\n9007199254740992,Ada\n",
    "line 2, column 1: 9007199254740992 papers are more than 9007199254740991, the most that one line can stand for; correct the number, or divide it among lines"
)]
#[case::commas_beyond_the_header(
    "first,second\nAda,Bo\nBo,,,,\n",
    "line 3, column 5: this row has 5 cells, the header 2; take out what is too much"
)]
#[case::numbers_in_another_column(
    "first,count\nAda,3\n",
    "line 1, column 7: “count” is the number of papers and must be the first column; move it there"
)]
#[case::no_preference(
    "papers\n3\n",
    "line 1, column 7: the header has no column for a preference; add one, such as “first”"
)]
#[case::no_papers(
    "papers,first\n",
    "line 1, column 13: there is a header but no paper below it; is the file cut off?"
)]
#[case::zero_papers(
    "papers,1\n0,Ada\n",
    "line 2, column 1: this line stands for 0 papers; take it out, or give the number of papers"
)]
#[case::no_number(
    "papers,1\n,Ada\n",
    "line 2, column 1: “” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::a_number_with_separators(
    "papers,1\n\"9,763\",Ada\n",
    "line 2, column 1: “9,763” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::too_large_a_number(
    "papers,1\n18446744073709551616,Ada\n",
    "line 2, column 1: 18446744073709551616 is too large a number; is it mistyped?"
)]
#[case::a_column_a_candidate(
    "Ada,Bo,Cy\n1,3,2\n",
    "line 2, column 1: “1” is a number where the name of a candidate should be; a first column of numbers of papers is called “papers”, and a file with a column a candidate is not supported yet"
)]
#[case::white_space_around_a_name(
    "1,2\nAda, Bo\n",
    "line 2, column 5: the name begins or ends with white space; take it out"
)]
#[case::a_cell_of_white_space(
    "1,2\nAda, \n",
    "line 2, column 5: the name begins or ends with white space; take it out"
)]
#[case::a_control_character(
    "1,2\nA\u{7}da,\n",
    "line 2, column 1: the name contains a control character; take it out"
)]
#[case::quotation_mark_not_closed(
    "1,2\nAda,\"Bo\n",
    "line 2, column 5: the quotation mark opened here is not closed on this line; close it, or is the file cut off?"
)]
#[case::text_after_a_quotation(
    "1,2\n\"Ada\"x,Bo\n",
    "line 2, column 6: there is text after the closing quotation mark; take it out"
)]
#[case::quotation_mark_within_a_cell(
    "1,2\nAda \"A\" Ash,Bo\n",
    "line 2, column 5: a quotation mark stands within a cell that does not begin with one; put the whole cell in quotation marks and double those within"
)]
#[case::the_first_of_two_bad_rows(
    "1,2\nAda,Bo\nBo,Bo\nAda,Ada\n",
    "line 3, column 4: candidate “Bo” stands twice on this paper; take one out, or set the paper aside for adjudication"
)]
fn a_bad_csv_is_refused(#[case] text: &str, #[case] message: &str) {
    assert_eq!(refusal(text.as_bytes()), message);
}

/// So many lines of as many papers as a line can stand for come to all that can be counted but 2,047.
const LINES_OF_MOST: usize = 2_048;

#[test]
fn the_line_with_which_there_are_too_many_papers_is_refused_not_the_first_like_it() {
    let most = |line: &str| format!("{line}\n").repeat(LINES_OF_MOST);
    let too_many = "column 1: with this line there are more than 18446744073709551615 papers, the most that can be counted; is a number mistyped?";
    let in_blt = blt(&format!(
        "1 0\n{}2046 2 0\n1 0\n1 2 0",
        most("9007199254740991 1 0")
    ));
    assert_eq!(
        refusal(in_blt.as_bytes()),
        format!("line {}, {too_many}", LINES_OF_MOST + 4)
    );
    let in_csv = format!("papers,1\n2047,Bo\n1,Bo\n{}", most("9007199254740991,Ada"));
    assert_eq!(
        refusal(in_csv.as_bytes()),
        format!("line {}, {too_many}", LINES_OF_MOST + 3)
    );
}

#[test]
fn a_thousand_candidates_are_read_and_one_more_is_refused() {
    let csv = |candidates: u32| -> String {
        let rows = (1..=candidates).map(|number| format!("Candidate {number:04}\n"));
        std::iter::once("first\n".to_owned()).chain(rows).collect()
    };
    assert_eq!(
        read(csv(1_000).as_bytes()).unwrap().candidates().len(),
        1_000
    );
    assert_eq!(
        refusal(csv(1_001).as_bytes()),
        "line 1002, column 1: there are more than 1000 candidates, the most there can be; is this the right file?"
    );
}
