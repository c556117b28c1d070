'use client';

import type { ReactNode } from 'react';

import { useHasCourse } from './seat';

/** What is said to those alone who do not have the course, such as what it costs. */
export function WithoutCourse({ children }: { children: ReactNode }) {
  return useHasCourse() ? null : children;
}
