//! What assistive technology is told of a program's window: AT-SPI on a session bus of its own.
//!
//! A screen reader asks for the same things in the same way. Knows no app.

use crate::children::Children;
use anyhow::{Context, Result};
use atspi::proxy::accessible::{AccessibleProxy, ObjectRefExt};
use atspi::proxy::action::ActionProxy;
use atspi::proxy::bus::{BusProxy, StatusProxy};
use atspi::zbus::connection::Builder;
use atspi::zbus::proxy::CacheProperties;
use atspi::zbus::{self, Connection};
use atspi::{Interface, InterfaceSet, ObjectRefOwned, Role, State, StateSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const BUS_WITHIN: Duration = Duration::from_secs(15);
/// More than any screen has.
const ELEMENTS_MAX: usize = 2_000;

/// A session bus with the bus of assistive technology beside it.
pub struct Assistive {
    session: String,
    folder: PathBuf,
    runtime: tokio::runtime::Runtime,
    bus: Connection,
}

/// An element of a window, as a screen reader knows it.
#[derive(Debug, Clone)]
pub struct Element {
    at: ObjectRefOwned,
    pub role: Role,
    pub name: String,
    pub description: String,
    pub states: StateSet,
    /// What it can be told to do.
    pub actions: Vec<String>,
}

impl Element {
    /// Tells whether a visitor can reach it or make it do something.
    pub fn is_touched(&self) -> bool {
        !self.actions.is_empty() || self.states.contains(State::Focusable)
    }
}

impl Assistive {
    /// Starts both buses; `folder` holds their sockets and logs.
    pub fn start(children: &Children, folder: &Path) -> Result<Self> {
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        // The bus starts the service of assistive technology by itself; nothing of it outlives the folder.
        command.env("XDG_RUNTIME_DIR", folder).env("GSETTINGS_BACKEND", "memory");
        command.env_remove("DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS");
        let lines = children
            .start("session-bus", &mut command, folder)
            .context("a session bus needs dbus-daemon; install it: apt-get install dbus")?;
        let session = lines.recv_timeout(BUS_WITHIN).context("the session bus does not start")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let bus = runtime
            .block_on(connect(&session))
            .context("no bus of assistive technology; install it: apt-get install at-spi2-core")?;
        Ok(Self { session, folder: folder.to_owned(), runtime, bus })
    }

    /// Makes a program tell what it shows here.
    pub fn give(&self, command: &mut Command) {
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.session).env("XDG_RUNTIME_DIR", &self.folder);
    }

    /// Returns everything that is shown now by the one program on the bus.
    ///
    /// What disappears while it is being asked is left out.
    pub fn elements(&self) -> Result<Vec<Element>> {
        self.runtime.block_on(async {
            let root = AccessibleProxy::builder(&self.bus)
                .destination("org.a11y.atspi.Registry")?
                .cache_properties(CacheProperties::No)
                .build()
                .await?;
            let mut left = root.get_children().await?;
            let mut elements = Vec::new();
            while let Some(at) = left.pop()
                && elements.len() < ELEMENTS_MAX
            {
                if let Ok((element, children)) = self.ask(at).await {
                    left.extend(children.into_iter().rev());
                    elements.push(element);
                }
            }
            Ok(elements)
        })
    }

    async fn ask(&self, at: ObjectRefOwned) -> zbus::Result<(Element, Vec<ObjectRefOwned>)> {
        let gone = |_| zbus::Error::InvalidReply;
        let element = at.as_accessible_proxy(&self.bus).await.map_err(gone)?;
        let offers = element.get_interfaces().await?;
        let children = element.get_children().await?;
        let told = Element {
            role: element.get_role().await?,
            name: element.name().await?,
            description: element.description().await?,
            states: element.get_state().await?,
            actions: self.actions(&at, offers).await?,
            at: at.clone(),
        };
        Ok((told, children))
    }

    async fn actions(
        &self,
        at: &ObjectRefOwned,
        offers: InterfaceSet,
    ) -> zbus::Result<Vec<String>> {
        if !offers.contains(Interface::Action) {
            return Ok(Vec::new());
        }
        let actions = self.action(at).await?.get_actions().await?;
        Ok(actions.into_iter().map(|action| action.name).collect())
    }

    /// Does what a screen reader does for somebody who chooses an element.
    pub fn choose(&self, element: &Element) -> Result<()> {
        let chosen = async { self.action(&element.at).await?.do_action(0).await };
        let chosen = self.runtime.block_on(chosen);
        chosen.map(drop).with_context(|| format!("choosing {:?}", element.name))
    }

    async fn action<'a>(&self, at: &'a ObjectRefOwned) -> zbus::Result<ActionProxy<'a>> {
        ActionProxy::builder(&self.bus)
            .destination(at.name_as_str().unwrap_or_default())?
            .path(at.path_as_str())?
            .cache_properties(CacheProperties::No)
            .build()
            .await
    }
}

/// Says on the session bus that a screen reader is there, and connects to the bus of its own.
async fn connect(session: &str) -> zbus::Result<Connection> {
    let session = Builder::address(session)?.build().await?;
    StatusProxy::new(&session).await?.set_is_enabled(true).await?;
    let address = BusProxy::new(&session).await?.get_address().await?;
    Builder::address(address.as_str())?.build().await
}
