import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { answers } from './shell/answers.ts';
import { router } from './shell/router.tsx';
import { HintRoot } from './ui/hint.tsx';
import { NoticeRoot } from './ui/notices.tsx';

const place = document.getElementById('console');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={answers}>
        <HintRoot>
          <NoticeRoot>
            <RouterProvider router={router} />
          </NoticeRoot>
        </HintRoot>
      </QueryClientProvider>
    </StrictMode>,
  );
}
