//! A client that is as cheap as can be, since it shares its cores with the server: one connection, one request at a time.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::poll::Voter;

/// A connection that is kept.
pub struct Client {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            address,
        })
    }

    /// Casts a voter's ballot: the status, and the answer.
    pub async fn cast(&mut self, voter: &Voter) -> std::io::Result<(u16, String)> {
        let Voter {
            cookie,
            token,
            ballot,
            ..
        } = voter;
        let head = format!(
            "POST /c/mock/vote/cast HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncookie: hustings={cookie}\r\n\
             x-csrf-token: {token}\r\ncontent-length: {}\r\n\r\n",
            self.address,
            ballot.len()
        );
        let mut request = head.into_bytes();
        request.extend_from_slice(ballot);
        self.exchange(&request).await
    }

    pub async fn get(&mut self, path: &str) -> std::io::Result<(u16, String)> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", self.address);
        self.exchange(request.as_bytes()).await
    }

    async fn exchange(&mut self, request: &[u8]) -> std::io::Result<(u16, String)> {
        let cut = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        self.stream.get_mut().write_all(request).await?;
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        let status = line
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .ok_or_else(cut)?;
        let mut length = 0;
        loop {
            line.clear();
            if self.stream.read_line(&mut line).await? == 0 {
                return Err(cut());
            }
            if line == "\r\n" {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(|_| cut())?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        String::from_utf8(body)
            .map(|body| (status, body))
            .map_err(|_| cut())
    }
}
