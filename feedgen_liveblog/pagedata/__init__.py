"""Data as scripts write it, behind `pagestate`: JavaScript values and dehydrated graphs."""
