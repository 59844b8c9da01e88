import { testRouteSlice } from './testRouteSlice';

testRouteSlice(2, 2);
