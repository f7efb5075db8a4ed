//! What every page keeps to, and a reader of the little markup that the tests look at.

use hustings_report::{declaration_page, index_page, statement_page};

use crate::contests;

/// The texts between an opening tag that begins so and its end, with character references resolved.
pub(crate) fn texts(markup: &str, open: &str, close: &str) -> Vec<String> {
    let parts = markup.split(open).skip(1);
    let inner = parts.filter_map(|rest| rest.split_once('>')?.1.split_once(close));
    inner.map(|(text, _)| unescaped(text)).collect()
}

pub(crate) fn unescaped(text: &str) -> String {
    // The templates write references by number, the charts by name; the ampersand's own come last.
    let references = [
        ("&lt;", "<"),
        ("&#60;", "<"),
        ("&gt;", ">"),
        ("&#62;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
        ("&#38;", "&"),
    ];
    let resolve =
        |text: String, (reference, character): &(&str, &str)| text.replace(reference, character);
    references.iter().fold(text.to_owned(), resolve)
}

/// The page's words, without tags and style, single spaces between them.
pub(crate) fn words(page: &str) -> String {
    let body = page.split_once("<body ").map_or(page, |(_, body)| body);
    let mut words = String::new();
    for part in body.split('<') {
        let text = part.split_once('>').map_or(part, |(_, text)| text);
        words.push_str(text);
        words.push(' ');
    }
    unescaped(&words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Every page there is of the real contests.
pub(crate) fn pages() -> Vec<String> {
    let of = |outcome: contests::Outcome| {
        let declarations = outcome
            .results
            .values()
            .map(|(d, t)| declaration_page(d, t));
        let mut pages: Vec<String> = declarations.collect();
        pages.push(statement_page(&outcome.statement));
        pages.push(index_page(&outcome.index()));
        pages
    };
    contests::all().into_iter().flat_map(of).collect()
}

/// Asserts that tags are closed in the order in which they were opened.
pub(crate) fn assert_well_formed(markup: &str) {
    const VOID: [&str; 4] = ["meta", "!doctype", "br", "link"];
    let style = markup.find("<style>").zip(markup.find("</style>"));
    let markup = match style {
        Some((from, to)) => format!("{}{}", &markup[..from], &markup[to + "</style>".len()..]),
        None => markup.to_owned(),
    };
    let mut open: Vec<&str> = Vec::new();
    for tag in markup.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = tag.split_whitespace().next().unwrap_or_default();
        if let Some(closed) = name.strip_prefix('/') {
            assert_eq!(
                open.pop(),
                Some(closed),
                "</{closed}> closes something else"
            );
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
}

/// Asserts that headings begin with the only one of the first level, and skip none.
pub(crate) fn assert_headings(markup: &str) {
    let levels: Vec<u8> = markup
        .split("<h")
        .skip(1)
        .filter_map(|rest| rest.bytes().next().filter(u8::is_ascii_digit))
        .map(|digit| digit - b'0')
        .collect();
    assert_eq!(levels.first(), Some(&1));
    assert!(
        levels.iter().skip(1).all(|level| *level > 1),
        "two headings of the first level"
    );
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );
}

/// Asserts that ids are unique and that every reference leads to one.
pub(crate) fn assert_references(markup: &str) {
    let ids: Vec<&str> = markup
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0))
        .collect();
    for id in &ids {
        assert_eq!(
            ids.iter().filter(|other| *other == id).count(),
            1,
            "{id} stands twice"
        );
    }
    for reference in ["href=\"#", "aria-labelledby=\"", "aria-describedby=\""] {
        for target in markup
            .split(reference)
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('"')?.0))
        {
            assert!(ids.contains(&target), "{reference}{target} leads nowhere");
        }
    }
}

#[test]
fn no_page_runs_a_script_or_fetches_anything() {
    for page in pages() {
        for forbidden in [
            "http",
            "<script",
            "url(",
            "@import",
            "<link",
            "<img",
            "src=",
            "javascript:",
            " style=",
        ] {
            assert!(!page.contains(forbidden), "a page contains {forbidden}");
        }
    }
}

#[test]
fn every_page_is_a_whole_well_formed_document_in_english_with_landmarks_and_a_way_to_skip() {
    for page in pages() {
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
        assert_well_formed(&page);
        for part in [
            "<title>",
            "<header",
            "<main id=\"main\"",
            "href=\"#main\"",
            "name=\"viewport\"",
        ] {
            assert_eq!(page.matches(part).count(), 1, "{part}");
        }
    }
}

#[test]
fn headings_never_skip_a_level_and_each_page_has_one_of_the_first() {
    for page in pages() {
        assert_headings(&page);
    }
}

#[test]
fn every_table_has_a_caption_and_every_heading_a_scope() {
    for page in pages() {
        assert_eq!(
            page.matches("<table").count(),
            page.matches("<caption>").count()
        );
        for heading in page.split("<th ").skip(1) {
            assert!(heading.starts_with("scope=\"col\"") || heading.starts_with("scope=\"row\""));
        }
        assert!(!page.contains("<th>"));
    }
}

#[test]
fn ids_are_unique_and_every_reference_within_the_page_leads_somewhere() {
    for page in pages() {
        assert_references(&page);
    }
}

#[test]
fn the_entry_page_links_to_the_statement_and_to_every_declaration() {
    let page = index_page(&contests::labour_2020().index());
    for link in [
        "statement.html",
        "leader/declaration.html",
        "deputy/declaration.html",
    ] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
    }
    let words = words(&page);
    assert!(words.contains("Angela Rayner is elected at stage 3 with 228,944 votes, 52.6% of the votes still in the count."));
}

#[test]
fn a_post_that_waits_says_why_and_links_to_no_declaration() {
    let mut index = hustings_report::Index::new(&contests::snp_2023().statement);
    assert!(words(&index_page(&index)).contains("There is no result yet."));
    let post = index.posts[0].id.clone();
    index.wait(&post, "Lots must be drawn at stage 2.");
    let page = index_page(&index);
    assert!(words(&page).contains("Lots must be drawn at stage 2."));
    assert!(!page.contains("declaration.html"));
}
