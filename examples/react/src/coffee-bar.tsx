import 'bavard';
import type { BavardChat, ClientFetch } from 'bavard';
import { useCallback, useState } from 'react';

const price = 4.25;

const getCoffeePrice: ClientFetch = async () => ({ returnCode: '0', coffee_price: price.toFixed(2) });

/** The coffee shop's page: it knows the prices, hears what is said, and opens the chat by a button of its own. */
export function CoffeeBar() {
  const [said, setSaid] = useState('nothing yet');
  const [chat, setChat] = useState<BavardChat | null>(null);

  // Handlers are properties of the element. Set by a ref, they are there whatever the element has declared.
  const ref = useCallback((element: BavardChat | null) => {
    if (element) {
      element.clientFetch = { get_coffee_price: getCoffeePrice };
      element.onEscalation = () => ({ returnCode: '0' });
    }
    setChat(element);
  }, []);

  return (
    <>
      <h1>Coffee bar</h1>
      <p>
        Last said: <output id="said">{said}</output>
      </p>
      <button onClick={() => chat?.openChat()}>Order</button>
      <bavard-chat
        ref={ref}
        model-urn="urn:nuance-mix:tag:model/coffee/mix.dialog"
        channel="Web_VA"
        heading="Coffee bar"
        onbavard-message={({ detail }) => setSaid(detail.text)}
      />
    </>
  );
}
