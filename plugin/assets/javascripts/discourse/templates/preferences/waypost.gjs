import WaypostPreferences from "../../components/waypost-preferences";

export default <template>
  <WaypostPreferences @preferences={{@model}} />
</template>
