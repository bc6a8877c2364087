import { createDemoForum } from './demo-forum.ts';
import { demoForumApp } from './app.ts';
const forum = createDemoForum({ store: 'memory' });
const app = demoForumApp(forum, { dashboardUrl: 'http://127.0.0.1:4600/', samples: [
 { title: 'How do I export a project as PDF?', raw: 'I have finished my first project and would like to send it to a friend. Where do I find the export?' },
 { title: 'Wie exportiere ich ein Projekt?', raw: 'Ich finde den Knopf zum Exportieren nicht. Wo ist er denn versteckt?' },
 { title: 'Hello from a newcomer', raw: 'Hello everybody, I have just joined and wanted to say hello. What should I read first?' } ] });
await app.listen({ port: 4612, host: '127.0.0.1' });
