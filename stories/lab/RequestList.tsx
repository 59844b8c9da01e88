import {
  Heading,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  View,
} from '@aws-amplify/ui-react';
import { useSyncExternalStore } from 'react';
import { fakeCognito } from './FakeCognito';

const timeOf = (at: Date) => at.toISOString().slice(11, -1);

/** What went to Cognito, and what came back. */
export function RequestList() {
  const { requests } = useSyncExternalStore(fakeCognito.subscribe, fakeCognito.get);
  return (
    <View as="section" aria-labelledby="requests">
      <Heading level={2} id="requests" fontSize="large">
        Requests
      </Heading>
      <Table size="small" aria-labelledby="requests">
        <TableHead>
          <TableRow>
            <TableCell as="th">At (UTC)</TableCell>
            <TableCell as="th">Operation</TableCell>
            <TableCell as="th">Answer</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {requests.map(({ id, at, operation, answered }) => (
            <TableRow key={id}>
              <TableCell>{timeOf(at)}</TableCell>
              <TableCell>{operation}</TableCell>
              <TableCell>{answered ?? '…'}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </View>
  );
}
