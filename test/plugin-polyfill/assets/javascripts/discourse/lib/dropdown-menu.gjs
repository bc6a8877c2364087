import { hash } from "@ember/helper";

const Item = <template>
  <li class="dropdown-menu__item" ...attributes>{{yield}}</li>
</template>;

const Divider = <template>
  <li ...attributes><hr class="dropdown-menu__divider" /></li>
</template>;

const DropdownMenu = <template>
  <ul class="dropdown-menu" ...attributes>
    {{yield (hash item=Item divider=Divider)}}
  </ul>
</template>;

export default DropdownMenu;
