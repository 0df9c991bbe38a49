window.mathJaxIsNotFetched = true;
