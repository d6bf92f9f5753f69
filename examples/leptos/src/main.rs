//! A Leptos app with [`bavard::Chat`] as one of its components.

mod coffee_bar;
mod till;

fn main() {
    leptos::mount::mount_to_body(coffee_bar::CoffeeBar);
}
