import Component from "@glimmer/component";
import { i18n } from "discourse-i18n";

const COLUMNS = [
  "offered",
  "refused",
  "seen",
  "clicked",
  "helped",
  "not_helped",
  "dismissed",
  "snoozed",
  "withdrawn",
];

/** Numbers per rule in brief; what they mean is the dashboard's to say. */
export default class Rules extends Component {
  headings = COLUMNS.map((name) =>
    i18n(`discourse_waypost.admin.rules.${name}`)
  );

  get rows() {
    return (this.args.rules ?? []).map((row) => ({
      rule: row.rule,
      cells: COLUMNS.map((name, at) => ({
        label: this.headings[at],
        number: row[name] ?? 0,
      })),
    }));
  }

  get title() {
    return i18n("discourse_waypost.admin.rules.title", {
      count: this.args.days,
    });
  }

  <template>
    <section class="waypost-overview__section">
      <h4>{{this.title}}</h4>
      {{#if this.rows.length}}
        <table class="waypost-overview__rules">
          <thead>
            <tr>
              <th scope="col">{{i18n "discourse_waypost.admin.rules.rule"}}</th>
              {{#each this.headings as |heading|}}
                <th scope="col" class="--number">{{heading}}</th>
              {{/each}}
            </tr>
          </thead>
          <tbody>
            {{#each this.rows key="rule" as |row|}}
              <tr>
                <th scope="row">{{row.rule}}</th>
                {{#each row.cells as |cell|}}
                  <td class="--number" data-label={{cell.label}}>
                    {{cell.number}}
                  </td>
                {{/each}}
              </tr>
            {{/each}}
          </tbody>
        </table>
      {{else}}
        <p>{{i18n "discourse_waypost.admin.rules.none"}}</p>
      {{/if}}
    </section>
  </template>
}
