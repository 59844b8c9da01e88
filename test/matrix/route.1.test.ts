import { testRouteSlice } from './testRouteSlice';

testRouteSlice(1, 2);
