//! The figures for whoever watches the machine.

use std::net::SocketAddr;
use std::sync::Arc;

use hustings_site::mail::Mail;
use hustings_site::{Settings, Site};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::place::{Database, Place};

/// The answer to a GET, with its headers.
async fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn figures_are_at_an_address_of_their_own_and_name_nobody() {
    let place = Place::new(Database::Sqlite).unwrap();
    let store = place.create().await;
    let mail = Mail {
        to: "anna@example.org".to_owned(),
        subject: "Your vote".to_owned(),
        text: "Come and vote.".to_owned(),
        contest: None,
        sort: "poll-open".to_owned(),
    };
    let mut turn = store.turn(&[]).await.unwrap();
    turn.create_log(&"leader".parse().unwrap()).await.unwrap();
    mail.queue(&mut turn).await.unwrap();
    turn.commit().await.unwrap();
    let settings = Settings {
        url: "http://localhost".parse().unwrap(),
        mail: None,
        behind_proxy: false,
    };
    let site = Site::new(store, settings);
    let listener = || std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let (public, watched) = (listener(), listener());
    let (open, own) = (public.local_addr().unwrap(), watched.local_addr().unwrap());
    let serving = [
        tokio::spawn(Arc::clone(&site).serve(public, std::future::pending())),
        tokio::spawn(Arc::clone(&site).serve_metrics(watched)),
    ];
    assert!(get(open, "/metrics").await.starts_with("HTTP/1.1 404"));
    assert!(get(open, "/health").await.starts_with("HTTP/1.1 200"));
    let figures = get(own, "/metrics").await;
    for line in [
        "hustings_store_up 1",
        "hustings_mails_waiting 1",
        "hustings_sessions 0",
        "hustings_log_entries{log=\"leader\"} 0",
        "hustings_requests_total{route=\"/health\",status=\"200\"} 1",
        "# EOF",
    ] {
        assert!(figures.lines().any(|it| it == line), "{line}: {figures}");
    }
    for name in ["hustings_resident_bytes ", "hustings_mails_late_seconds "] {
        let line = figures.lines().find_map(|it| it.strip_prefix(name));
        assert!(line.unwrap().parse::<f64>().unwrap() > 0.0, "{figures}");
    }
    assert!(!figures.contains("anna"), "{figures}");
    assert!(get(own, "/").await.starts_with("HTTP/1.1 404"));
    serving.iter().for_each(tokio::task::JoinHandle::abort);
}
