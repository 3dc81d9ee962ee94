package condyle.net;

import condyle.config.Registry;

/** All networks by name. To add one, write its file and one line here. */
public final class Networks {
    public static final Registry<Task, Network> ALL = Registry.<Task, Network>of("network")
            .add("imperial", ImperialNet.Config.TINY, ImperialNet::new)
            .add("imperial-relative", ImperialRelative.Config.TINY, ImperialRelative::new)
            .add("imperial-slice", ImperialSlice.Config.TINY, ImperialSlice::new)
            .add("imperial-vnet", ImperialVNet.Config.TINY, ImperialVNet::new)
            .add("mednext", MedNeXt.Config.TINY, MedNeXt::new)
            .add("residual-unet", ResidualUNet.Config.TINY, ResidualUNet::new)
            .add("unet", UNet.Config.TINY, UNet::new)
            .add("vnet", VNet.Config.TINY, VNet::new);

    private Networks() {}
}
