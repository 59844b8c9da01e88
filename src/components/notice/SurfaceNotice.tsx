'use client';

import { useCallback, useState } from 'react';
import { createPortal } from 'react-dom';
import { FloatingNotice } from './FloatingNotice';

/** Displays the provider's outcome in the modal dialog that is open, where one is: all else on the page is out of reach. */
export function SurfaceNotice() {
  const [modal, setModal] = useState(findModal);
  const onHidden = useCallback(() => setModal(findModal), []);
  const notice = <FloatingNotice onHidden={onHidden} />;
  return modal ? createPortal(notice, modal) : notice;
}

const findModal = () => [...document.querySelectorAll('dialog:modal')].at(-1) ?? null;
