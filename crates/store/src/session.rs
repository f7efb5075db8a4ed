//! A transaction on a connection of its own.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, Error};

/// A connection inside a transaction.
///
/// The driver's own transactions count how deep they are, and lose count when the database undoes one by itself, as SQLite
/// does when the disk is full. So here a connection whose transaction did not end in order is closed, which undoes it in
/// every database, and is never used again.
#[derive(Debug)]
pub(crate) struct Session {
    connection: PoolConnection<Any>,
    open: bool,
}

impl Session {
    pub(crate) async fn begin(
        connection: PoolConnection<Any>,
        begin: &'static str,
    ) -> Result<Self, Error> {
        let mut session = Self {
            connection,
            open: true,
        };
        session.run(begin).await?;
        Ok(session)
    }

    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        self.run("COMMIT").await?;
        self.open = false;
        Ok(())
    }

    pub(crate) async fn rollback(mut self) -> Result<(), Error> {
        self.run("ROLLBACK").await?;
        self.open = false;
        Ok(())
    }

    async fn run(&mut self, statement: &'static str) -> Result<(), Error> {
        let statement = sqlx::raw_sql(statement);
        statement.execute(&mut *self.connection).await.map(|_| ())
    }
}

impl Deref for Session {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.connection
    }
}

impl DerefMut for Session {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.open {
            self.connection.close_on_drop();
        }
    }
}
