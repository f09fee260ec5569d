"""The smallest changes of policies, or of the request, that would allow what was denied: searched for, and tried."""
