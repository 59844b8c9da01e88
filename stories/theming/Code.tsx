import { Button, Flex, Heading, View } from '@aws-amplify/ui-react';
import { useId, useState } from 'react';

/** Code to paste, with a button that copies it. */
export function Code({ title, code }: { title: string; code: string }) {
  const [copied, setCopied] = useState('');
  const id = useId();
  return (
    <div>
      <Flex justifyContent="space-between" alignItems="center">
        <Heading level={2} id={id} fontSize="large">
          {title}
        </Heading>
        <Button
          size="small"
          aria-describedby={id}
          onClick={() => navigator.clipboard.writeText(code).then(() => setCopied(code))}
        >
          {copied === code ? 'Copied' : 'Copy'}
        </Button>
      </Flex>
      <View as="pre" aria-labelledby={id} role="region" whiteSpace="pre-wrap" fontSize="small">
        {code}
      </View>
    </div>
  );
}
