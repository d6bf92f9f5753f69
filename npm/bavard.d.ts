// Types of <bavard-chat>. Importing `bavard` defines the element; it exports nothing.

/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON object, in which variables of the dialog travel. */
export type Data = { [key: string]: Json };

export type Placement = 'bottom-right' | 'bottom-left' | 'inline';
export type Preload = 'hover' | 'idle' | 'eager' | 'none';
export type Theme = 'auto' | 'light' | 'dark';

/** The attributes of the element, as they stand in markup. */
export interface ChatAttributes {
  /** Base URL of the DialogService. Default: the page's origin. */
  endpoint?: string;
  /** Model to start, such as `urn:nuance-mix:tag:model/coffee/mix.dialog`. Without one the chat does not start. */
  'model-urn'?: string;
  /** Default: `default`. */
  channel?: string;
  /** Default: the page's language, or `en-US`. */
  language?: string;
  /** Default: `default`. */
  library?: string;
  'user-id'?: string;
  /** Seconds. Default: the server's. */
  'session-timeout'?: number | string;
  /** Default: `Chat`. */
  heading?: string;
  subheading?: string;
  /** URL of a picture of the bot. */
  avatar?: string;
  /** Default: `bottom-right`. */
  placement?: Placement;
  /** There while the window is open; setting it opens. */
  open?: boolean | '';
  /** When to load the chat before it is first opened. Default: `hover`. */
  preload?: Preload;
  /** Default: `auto`. */
  theme?: Theme;
  /** URL of a JSON file with texts of the user interface. */
  strings?: string;
  /** URL of a style sheet for inside the chat. */
  stylesheet?: string;
  /** Microphone. Default: `off`. */
  voice?: 'off' | 'push-to-talk' | 'hands-free';
  /** Speech output. Default: `off`. */
  speak?: 'off' | 'on';
  /** Whether session and transcript live through page loads in the tab. Default: `tab`. */
  persist?: 'tab' | 'none';
  /** Where to fetch a bearer token: JSON with `access_token` and `expires_in`. */
  'token-url'?: string;
  /** Message beside the closed bubble. */
  teaser?: string;
  /** Such as `5s`, which is the default. */
  'teaser-delay'?: string;
  /** Hosts that images in the bot's texts may come from, `*` for all (the default), `none` for no images. */
  'image-hosts'?: string;
  /** Text to accept before the first turn. */
  consent?: string;
  /** Asks for thumbs under the bot's messages. Default: `off`. */
  feedback?: 'off' | 'thumbs';
  /** Shows the inspector. */
  debug?: boolean | '';
}

/** Fetches data for a node of the dialog. A throw tells the dialog that it failed. */
export type ClientFetch = (data: Data, options: { signal: AbortSignal }) => Promise<Data | void> | Data | void;

/** What the dialog asks for when it hands over to a person. */
export interface EscalationDetail {
  /** Node of the dialog. */
  id: string;
  data: Data;
}

/** One thing to pick. */
export interface SelectableItem {
  id: string;
  value: string;
  text: string;
  description: string;
  /** URL; empty without one. */
  image: string;
}

/** Draws the selectables of a view; `pick` chooses one. */
export type SelectablesRenderer = (items: SelectableItem[], pick: (item: SelectableItem) => void) => Element;

/** The properties of the element that no attribute stands for. */
export interface ChatProperties {
  /** Supplies the bearer token; asked again once after UNAUTHENTICATED. */
  getToken?: () => Promise<string> | string;
  /** Client-side data access by node id, `"*"` for all others. */
  clientFetch?: { [nodeId: string]: ClientFetch };
  /** Hands over to a person; the result goes back to the dialog. */
  onEscalation?: (action: EscalationDetail) => Promise<Data | void> | Data | void;
  /** Variables to start the session with. */
  sessionData?: Data;
  /** What the page tells of itself, in the start request. */
  clientData?: { [key: string]: string };
  /** Own drawing of selectables, by the name of their view. */
  selectables?: { [viewName: string]: SelectablesRenderer };
  /** Stands in for the network, as `service` of `bavard-inspector.js` makes it. Set it before the chat begins. */
  fetch?: (request: Request) => Promise<Response> | Response;
}

/** An entry of the transcript. */
export interface TranscriptEntry {
  id: number;
  from: 'bot' | 'user';
  kind: 'text' | 'choice' | 'latency' | 'divider';
  /** Empty when masked. */
  text: string;
  /** The bot's markup as it came, not to be trusted. */
  html?: string;
  /** Milliseconds since 1970, as `Date.now()` counts them. */
  time: number;
  /** Whether the visitor answered a masked question with it. */
  masked: boolean;
  /** Of the visitor's own. */
  delivery?: 'sending' | 'waiting' | 'delivered' | 'failed';
}

/** Type of an event that is raised in the dialog. */
export type DialogEventType = 'SUCCESS' | 'ERROR' | 'NO_INPUT' | 'NO_MATCH' | 'HANGUP' | 'CUSTOM';

export interface SessionDetail {
  sessionId: string;
  state: 'started' | 'resumed' | 'expired' | 'ended';
}

export interface ActionDetail {
  type: 'qa' | 'da' | 'continue' | 'escalation' | 'end';
  id: string;
  data: Data;
  view: { id: string; name: string } | null;
}

export interface EndDetail {
  id: string;
  data: Data;
}

export interface ErrorDetail {
  /** Number of the gRPC status. */
  code: number;
  /** Its name. */
  status: string;
  message: string;
  retryable: boolean;
}

export interface VoiceDetail {
  state: string;
}

export interface FeedbackDetail {
  /** The `id` of the transcript's entry. */
  messageId: number;
  value: 'up' | 'down';
  comment: string;
}

/** The events of the element. All bubble and leave shadow roots. */
export interface ChatEventMap {
  'bavard-ready': CustomEvent<{}>;
  'bavard-open': CustomEvent<{}>;
  'bavard-close': CustomEvent<{}>;
  'bavard-session': CustomEvent<SessionDetail>;
  'bavard-message': CustomEvent<TranscriptEntry>;
  'bavard-action': CustomEvent<ActionDetail>;
  'bavard-escalation': CustomEvent<EscalationDetail>;
  'bavard-end': CustomEvent<EndDetail>;
  'bavard-error': CustomEvent<ErrorDetail>;
  'bavard-voice': CustomEvent<VoiceDetail>;
  'bavard-feedback': CustomEvent<FeedbackDetail>;
}

/** `<bavard-chat>`. */
export interface BavardChat extends HTMLElement, ChatProperties {
  openChat(): void;
  closeChat(): void;
  toggleChat(): void;

  /** Says something; settled when the turn is done. */
  send(text: string): Promise<void>;
  /** Picks a selectable; settled when the turn is done. */
  select(id: string, value: string): Promise<void>;
  /** Raises an event in the dialog; settled when the turn is done. */
  sendEvent(type: DialogEventType, name?: string, message?: string): Promise<void>;
  /** Sets variables of the session. */
  update(data: Data): Promise<void>;
  /** Begins a new session. */
  restart(): Promise<void>;
  /** Ends the session. */
  stop(): Promise<void>;
  transcript(): TranscriptEntry[];

  addEventListener<K extends keyof ChatEventMap>(
    type: K,
    listener: (this: BavardChat, event: ChatEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: BavardChat, event: HTMLElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof ChatEventMap>(
    type: K,
    listener: (this: BavardChat, event: ChatEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: BavardChat, event: HTMLElementEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** The events as React's properties, such as `onbavard-message`. */
export type ChatEventHandlers = { [K in keyof ChatEventMap as `on${K}`]?: (event: ChatEventMap[K]) => void };

/**
 * What JSX may say of the element, beside what it may say of every element. React takes `onEscalation` for a listener, so
 * that property has to be set by a `ref`.
 */
export type ChatElementProps = ChatAttributes & Omit<ChatProperties, 'onEscalation'> & ChatEventHandlers;

declare global {
  interface HTMLElementTagNameMap {
    'bavard-chat': BavardChat;
  }

  interface GlobalEventHandlersEventMap extends ChatEventMap {}
  interface DocumentEventMap extends ChatEventMap {}
  interface WindowEventMap extends ChatEventMap {}
}

// For React 19 and newer. Where React is not installed there is nothing to extend, which is no error.
// @ts-ignore
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      // @ts-ignore
      'bavard-chat': DetailedHTMLProps<HTMLAttributes<BavardChat>, BavardChat> & ChatElementProps;
    }
  }
}
