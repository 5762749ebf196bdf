// A second entry of this page cuts off what lay ahead in the history; "forward" must not lead anywhere.
if (history.state === null) history.pushState(1, "");
