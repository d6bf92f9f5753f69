//! Where the focus goes.

use bavard_e2e::{
    Browser, ChatPage, Contrast, Failure, Keyboard, Motion, Site, Theme, Viewport, visit,
};
use serde_json::json;
use thirtyfour::Key;

/// Opens the menu and leaves it by Escape, which must not close the window.
async fn leave_the_menu(keyboard: &Keyboard<'_>, chat: &ChatPage<'_>) -> Result<(), Failure> {
    keyboard.go_to("menu").await?;
    keyboard.press(Key::Enter).await?;
    chat.wait_for_part("restart").await?;
    keyboard.press(Key::Escape).await?;
    keyboard.finds_focus_on("menu").await?;
    let state = chat.state().await?;
    assert!(state.window && !state.restart);
    Ok(())
}

/// Closes the window by Escape, and opens it again by Enter.
async fn close_and_open(keyboard: &Keyboard<'_>, chat: &ChatPage<'_>) -> Result<(), Failure> {
    keyboard.press(Key::Escape).await?;
    chat.wait_for("a closed window", |chat| !chat.window)
        .await?;
    keyboard.finds_focus_on("launcher").await?;
    keyboard.press(Key::Enter).await?;
    chat.wait_for("the window", |chat| chat.window).await?;
    keyboard.finds_focus_on("input").await
}

#[tokio::test]
async fn the_focus_goes_in_to_the_composer_along_the_messages_and_back_to_the_launcher()
-> Result<(), Failure> {
    let site = Site::open().await?;
    let zoom = async |browser: &Browser| {
        let (theme, motion, contrast) = (Theme::Light, Motion::Any, Contrast::Any);
        let viewport = Viewport::Zoomed;
        browser.change(viewport, theme, motion, contrast).await
    };
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        let keyboard = Keyboard::of(browser);
        keyboard.go_to("launcher").await?;
        keyboard.press(Key::Enter).await?;
        keyboard.finds_focus_on("input").await?;

        chat.wait_for("choices", |chat| !chat.selectables.is_empty())
            .await?;
        keyboard.go_to("selectable").await?;
        keyboard.press(Key::Enter).await?;
        keyboard.finds_focus_on("input").await?;

        keyboard.go_to("transcript").await?;
        keyboard.press(Key::Up).await?;
        keyboard.finds_focus_on("entry").await?;
        keyboard.press(Key::Home).await?;
        keyboard.finds_focus_on("entry").await?;
        keyboard.press(Key::Tab).await?;

        leave_the_menu(&keyboard, &chat).await?;
        close_and_open(&keyboard, &chat).await?;
        // Where the window fills the screen it is modal, and Escape is the browser's, too.
        zoom(browser).await?;
        keyboard.finds_focus_on("input").await?;
        leave_the_menu(&keyboard, &chat).await?;
        close_and_open(&keyboard, &chat).await
    })
    .await
}

#[tokio::test]
async fn the_focus_goes_on_from_the_button_that_tries_again() -> Result<(), Failure> {
    let site = Site::open().await?;
    visit(Viewport::Desktop, Theme::Light, async |browser| {
        let chat = ChatPage::load(browser, &site.url("")).await?;
        let refuse = "
            window.refused = true;
            document.querySelector('bavard-chat').fetch = (...given) =>
              refused ? Promise.reject(new TypeError('no network')) : fetch(...given);
        ";
        chat.run(refuse, json!(null)).await?;
        let keyboard = Keyboard::of(browser);
        keyboard.go_to("launcher").await?;
        keyboard.press(Key::Enter).await?;
        chat.wait_for_part("retry").await?;
        keyboard.go_to("retry").await?;
        chat.run("window.refused = false", json!(null)).await?;
        keyboard.press(Key::Enter).await?;
        chat.wait_for("the greeting", |chat| !chat.messages.is_empty())
            .await?;
        keyboard.finds_focus_on("input").await
    })
    .await
}
