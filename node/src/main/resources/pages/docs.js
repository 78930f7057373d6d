/* Draws the description of this node's API, and gives its parts the roles and levels that they have on this page. */
const mark = () => {
  document.querySelector('.information-container')?.setAttribute('role', 'banner');
  document.querySelectorAll('h3.opblock-tag, .models h4').forEach(heading => {
    heading.setAttribute('role', 'heading');
    heading.setAttribute('aria-level', '2');
  });
};
SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, docExpansion: 'none', validatorUrl: null, onComplete: mark });
