// A page that has moved leads to where it is now, to the same heading.
"use strict";

const { href } = document.querySelector("link[rel=canonical]");
location.replace(href + location.search + location.hash);
