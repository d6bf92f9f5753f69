//! The shapes of boxes: kinds are told by shape as well as by colour.

use super::canvas::number;
use crate::graph::diagram::BoxKind;
use crate::graph::layout::Rectangle;

use bavard_dialog::FlowNodeKind;

const RADIUS: f64 = 8.0;
const CUT: f64 = 10.0;

/// The outline of a box as path commands.
pub(super) fn outline(kind: BoxKind, rectangle: &Rectangle) -> String {
    match kind {
        BoxKind::Node(_, FlowNodeKind::Decision) => cut(rectangle, CUT),
        BoxKind::Node(_, FlowNodeKind::Start | FlowNodeKind::End | FlowNodeKind::Escalation) => {
            rounded(rectangle, 20.0_f64.min(rectangle.size.height / 2.0))
        }
        BoxKind::Node(..) | BoxKind::Handlers => rounded(rectangle, RADIUS),
    }
}

fn rounded(rectangle: &Rectangle, radius: f64) -> String {
    let (x, y) = (rectangle.corner.x, rectangle.corner.y);
    let r = number(radius);
    let across = number(rectangle.size.width - 2.0 * radius);
    let down = number(rectangle.size.height - 2.0 * radius);
    format!(
        "M{} {}h{across}a{r} {r} 0 0 1 {r} {r}v{down}a{r} {r} 0 0 1-{r} {r}h-{across}a{r} {r} 0 0 1-{r}-{r}v-{down}a{r} {r} 0 0 1 {r}-{r}z",
        number(x + radius),
        number(y),
    )
}

/// With corners cut off, as a flat diamond.
fn cut(rectangle: &Rectangle, cut: f64) -> String {
    let c = number(cut);
    let across = number(rectangle.size.width - 2.0 * cut);
    let down = number(rectangle.size.height - 2.0 * cut);
    format!(
        "M{} {}h{across}l{c} {c}v{down}l-{c} {c}h-{across}l-{c}-{c}v-{down}z",
        number(rectangle.corner.x + cut),
        number(rectangle.corner.y),
    )
}
