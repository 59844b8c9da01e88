'use client';

import { Avatar } from '@aws-amplify/ui-react';
import { type ReactNode, useState } from 'react';
import { initialsOf } from './initialsOf';

interface PersonProps {
  name: string;
  address: string | undefined;
  /** The address's, which describes the menu. */
  addressId: string;
  picture: ReactNode;
}

/** Displays who is signed in: the picture, or else the initials; the name; and the address where it is another. */
export function Person({ name, address, addressId, picture }: PersonProps) {
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <div data-part="person">
      <span data-part="picture" aria-hidden="true" onErrorCapture={() => setHasFailed(true)}>
        <Avatar>{(!hasFailed && picture) || initialsOf(name)}</Avatar>
      </span>
      <div>
        <div data-part="name">
          <bdi>{name}</bdi>
        </div>
        {address && (
          <div id={addressId} data-part="address">
            <bdi>{address}</bdi>
          </div>
        )}
      </div>
    </div>
  );
}
