import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CoffeeBar } from './coffee-bar';

const place = document.querySelector('#app');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <CoffeeBar />
    </StrictMode>,
  );
}
