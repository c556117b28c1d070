"""From a frozen submission to the JSON that the public reads (DESIGN 4). Rendering is pure: same input, same bytes."""
