// <bavard-chat> in JSX, as React's own types check it.
import 'bavard';
import type { BavardChat } from 'bavard';
import { useRef } from 'react';

export function Chat() {
  const chat = useRef<BavardChat>(null);
  return (
    <>
      <button onClick={() => void chat.current?.send('a latte')}>A latte</button>
      <bavard-chat
        ref={chat}
        className="chat"
        model-urn="urn:nuance-mix:tag:model/coffee/mix.dialog"
        session-timeout={900}
        placement="inline"
        open
        clientFetch={{ '*': async (data, { signal }) => (signal.aborted ? {} : data) }}
        onbavard-message={({ detail }) => void detail.text.length}
        onbavard-session={({ detail }) => void detail.sessionId}
      />
      {/* @ts-expect-error React would take it for a listener */}
      <bavard-chat onEscalation={() => ({})} />
      {/* @ts-expect-error a theme that there is not */}
      <bavard-chat theme="pink" />
      {/* @ts-expect-error a message has a text, not words */}
      <bavard-chat onbavard-message={({ detail }) => detail.words} />
    </>
  );
}
