//! Where the visitor writes; when the conversation is over, the way to a new one.

mod answer_type;
mod draft;
mod form;
mod over;
mod place_to_go_on;

use std::rc::Rc;

use super::dom::{Node, slot};
use super::live_view::LiveView;
use crate::conversation::Composer;
use form::{Asked, form};
use over::over;

pub(super) use draft::Draft;
pub(super) use place_to_go_on::PlaceToGoOn;

pub(super) fn composer(view: LiveView, place: PlaceToGoOn, draft: &Rc<Draft>) -> Node {
    let draft = draft.clone();
    slot(
        view,
        |state| {
            let composer = state.composer();
            // Nothing that the visitor is not asked may take the field away while it is written in.
            let noticed = composer == Composer::Closed && state.notice().is_some();
            (composer, noticed, Asked::by(state.question()))
        },
        move |(state, noticed, asked)| match state {
            Composer::Open { masked } => Some(form(view, place, &draft, asked, *masked)),
            // A notice has the button already.
            Composer::Closed => {
                place.is(None);
                (!noticed).then(|| over(view, place))
            }
        },
    )
}
