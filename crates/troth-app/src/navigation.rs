//! Moving about: places, details, earlier records, the story's questions. Nothing of it is written.

use troth_wire::StreamId;

use crate::app::App;
use crate::intent::{Intent, StoryIntent};
use crate::map::{Detail, Place};
use crate::message::{Message, Performed};
use crate::place::story;
use crate::space::open;

impl App {
    /// What changes nothing but the screen, or keeps what is being typed.
    pub(crate) fn move_about(&mut self, intent: Intent) {
        match intent {
            Intent::Go(place) => self.go(place, None),
            Intent::Show(detail) => self.show(detail),
            Intent::Back => self.back(),
            Intent::CloseBanner(banner) => self.close_banner(banner),
            Intent::Story(intent) => self.look_through(intent),
            // The row of the table and `perform` name every other intent.
            _ => {}
        }
    }

    /// Keeps what is being typed; before there is a space there is nowhere to keep it.
    pub(crate) fn keep_draft(&mut self, field: &str, text: &str) {
        if let Some(couple) = &mut self.couple {
            couple.keep_draft(field, text);
        } else if let Some(space) = &mut self.space {
            space.keep_draft(&mut self.io, field, text);
        }
    }

    pub(crate) fn go(&mut self, place: Place, detail: Option<Detail>) {
        if !matches!(place, Place::Repair | Place::Together | Place::Story) || detail == Some(Detail::Link) {
            self.ui.reading = None;
        }
        self.ui.place = place;
        self.ui.detail = detail;
        self.ui.fresh = None;
    }

    fn show(&mut self, detail: Detail) {
        // Linking is offered wherever it is needed, and Back leads to where one was.
        let place = if detail == Detail::Link { self.ui.place } else { detail.place() };
        if let Some(space) = &mut self.space {
            space.opened_here(&mut self.io, &detail);
        }
        self.go(place, Some(detail));
    }

    fn back(&mut self) {
        match self.ui.detail.take() {
            Some(detail) => {
                self.ui.detail = detail.outer();
                self.ui.fresh = None;
            }
            None => self.go(Place::Today, None),
        }
    }

    /// Opens an earlier record where all of it is told.
    pub(crate) fn read_earlier(&mut self, name: &str) -> Performed {
        let stream = self.earlier_named(name)?;
        self.ui.story = story::Ask::default();
        self.go(Place::Story, None);
        self.ui.reading = Some(stream);
        Ok(())
    }

    /// Takes an earlier record off this device.
    pub(crate) fn let_go_earlier(&mut self, name: &str) -> Performed {
        let stream = self.earlier_named(name)?;
        let space = open(&mut self.space)?;
        space.record.let_go(&mut self.io, &space.local, stream);
        self.ui.reading = self.ui.reading.filter(|read| *read != stream);
        self.ui.done = Some(Message::plain("done-earlier-let-go"));
        Ok(())
    }

    fn earlier_named(&mut self, name: &str) -> Result<StreamId, Message> {
        let earlier = open(&mut self.space)?.record.earlier().find(|earlier| earlier.name() == name);
        earlier.map(|earlier| earlier.stream).ok_or(Message::plain("problem-nothing-there"))
    }

    fn look_through(&mut self, intent: StoryIntent) {
        let ask = &mut self.ui.story;
        match intent {
            StoryIntent::Search(words) => {
                *ask = story::Ask { search: words, strand: ask.strand.clone(), ..story::Ask::default() }
            }
            StoryIntent::Strand(strand) => {
                *ask = story::Ask { strand, search: ask.search.clone(), ..story::Ask::default() }
            }
            StoryIntent::More => ask.shown += story::LINES_MORE,
        }
    }
}
